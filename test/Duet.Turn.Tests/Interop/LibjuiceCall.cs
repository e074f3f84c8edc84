using System.Text.Json;
using Duet.TestKit.Processes;
using Duet.Turn.Authentication;

namespace Duet.Turn.Tests.Interop;

/// <summary>A call between two ends on libjuice (npm's node-datachannel), which may only relay: see <c>test/node-datachannel</c>.</summary>
/// <param name="Code">How the script ended; 0 where each message came.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Exchanges">What both ends asked of the server, in order.</param>
internal sealed record LibjuiceCall(int Code, string Output, IReadOnlyList<Exchange> Exchanges)
{
    /// <summary>That each end sends to the other.</summary>
    public const int Messages = 100;

    // Not the relay's, which is 127.0.0.1: from here nothing gets around the relay.
    private const string Address = "127.0.0.2";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Both ends.</summary>
    public IReadOnlyList<LibjuiceEnd> Ends => JsonSerializer.Deserialize<LibjuiceEnd[]>(Output, JsonSerializerOptions.Web)!;

    public static async Task<LibjuiceCall> MakeAsync(int port, TurnCredential credential)
    {
        var folder = Path.Combine(Solution.Root, "test", "node-datachannel");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), "It is not installed: npm ci --prefix test/node-datachannel");
        await using var recorder = new ExchangeRecorder(port);
        await using var script = ChildProcess.Start(
            "node", ["call.js", $"turn:127.0.0.1:{recorder.Port}", credential.Username, credential.Password, $"{Messages}", Address], folder);
        var code = await script.WaitForExitAsync(_patience);
        return new LibjuiceCall(code, script.Output, recorder.Exchanges);
    }
}
