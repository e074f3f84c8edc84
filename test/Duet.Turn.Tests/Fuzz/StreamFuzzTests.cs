using Duet.TestKit.Fuzz;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>
/// Feeds connections with changed messages in pieces of any length, and checks that they are taken apart and answered as if they had come
/// whole, and that nothing is left of a connection that is over. It goes on as <see cref="RelayFuzzTests"/> does.
/// </summary>
public sealed class StreamFuzzTests(ITestOutputHelper output)
{
    private const int Streams = 500;

    [Fact]
    public void ChangedMessagesInPieces_KeepEveryPromise()
    {
        var seed = FuzzRun.Seed(6062);

        var streams = FuzzRun.Repeat(Streams, new StreamWalk(seed).Step);

        output.WriteLine($"{streams} streams from seed {seed}.");
    }
}
