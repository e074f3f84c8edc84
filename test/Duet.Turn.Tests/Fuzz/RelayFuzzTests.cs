using Duet.TestKit.Fuzz;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>
/// Feeds everything that decides, from the bytes of a packet to what leaves and what is answered, with changed messages that are rightly signed
/// more often than not, from clients over UDP, TCP and TLS, and with packets of peers; time goes on meanwhile. It begins with
/// <c>Fuzz/corpus</c>; messages that go a new way join it for the rest of the run.
/// <para>
/// As a part of the suite it makes the same steps each time. To look further, say for how long, and where to begin:
/// <code>
/// DUET_FUZZ_SECONDS=600 DUET_FUZZ_SEED=7 dotnet run -c Release --project test/Duet.Turn.Tests -- --filter-class Duet.Turn.Tests.Fuzz.RelayFuzzTests
/// </code>
/// A failure prints the last steps. What it teaches becomes a test of its own, beside the code that is mended.
/// </para>
/// </summary>
public sealed class RelayFuzzTests(ITestOutputHelper output)
{
    private const int Steps = 20_000;

    [Fact]
    public void ChangedMessages_KeepEveryPromise()
    {
        var seed = FuzzRun.Seed(8656);
        var walk = new RelayWalk(seed);

        var steps = FuzzRun.Repeat(Steps, walk.Step);

        output.WriteLine($"{steps} steps from seed {seed}, {walk.Ways} ways through the relay.");
    }
}
