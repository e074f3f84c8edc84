using System.Net.Sockets;
using Duet.TestKit.Processes;

namespace Duet.Turn.Tests.Interop;

/// <summary>coturn's own tools, which have to be installed, against a whole server.</summary>
public sealed class CoturnTests(InteropServer server) : IClassFixture<InteropServer>
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Names => [.. InteropCase.All.Select(each => each.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Client_RelaysMessages_LosesNone(string name)
    {
        var wanted = InteropCase.All.Single(each => each.Name == name);
        Assert.SkipWhen(wanted.NeedsIPv6 && !Socket.OSSupportsIPv6, "No IPv6 here.");

        var (code, output) = await server.Results[name];

        Assert.True(code == 0, $"It ended with {code}. {output}");
        Assert.True(output.Contains("Total lost packets 0 ", StringComparison.Ordinal), output);
        Assert.True(Received(output) >= InteropServer.Messages, output); // Of nothing, nothing is lost.
    }

    [Fact]
    public async Task StunClient_Binding_IsToldItsAddress()
    {
        await using var client = ChildProcess.Start("turnutils_stunclient", ["-p", $"{server.UdpPort}", "127.0.0.1"]);

        await client.WaitForExitAsync(_patience);

        Assert.Contains("UDP reflexive addr: 127.0.0.1:", client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_WrongPassword_GetsNoAllocation()
    {
        var (code, output) = await server.RunAsync(InteropCase.All[0], "coffee");

        Assert.NotEqual(0, code);
        Assert.DoesNotContain("Total lost packets", output, StringComparison.Ordinal);
    }

    /// <summary>The last of the figures that it prints while it works.</summary>
    private static int Received(string output)
    {
        const string Figure = "tot_recv_msgs=";
        var start = output.LastIndexOf(Figure, StringComparison.Ordinal);
        if (start < 0) return 0;

        var digits = output.AsSpan(start + Figure.Length);
        return int.Parse(digits[..digits.IndexOfAnyExceptInRange('0', '9')], System.Globalization.CultureInfo.InvariantCulture);
    }
}
