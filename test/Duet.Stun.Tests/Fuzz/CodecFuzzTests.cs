using Duet.Stun.Tests.Harness;
using Duet.TestKit.Fuzz;

namespace Duet.Stun.Tests.Fuzz;

/// <summary>
/// Feeds the codec with changed messages and checks <see cref="CodecPromises"/> of each. It begins with <c>test/vectors/stun</c> and
/// <c>Fuzz/corpus</c>; bytes that the codec goes a new way with join them for the rest of the run.
/// <para>
/// As a part of the suite it makes the same 20,000 steps each time. To look further, say for how long, and where to begin if the same walk is
/// wanted again:
/// <code>
/// DUET_FUZZ_SECONDS=600 DUET_FUZZ_SEED=7 dotnet run -c Release --project test/Duet.Stun.Tests -- --filter-class Duet.Stun.Tests.Fuzz.CodecFuzzTests
/// </code>
/// A failure prints the bytes. They belong into <c>Fuzz/corpus</c> as a file of their own, and then the codec is mended.
/// </para>
/// </summary>
public sealed class CodecFuzzTests(ITestOutputHelper output)
{
    private const int Steps = 20_000;
    private const int MaxCorpus = 10_000;

    [Fact]
    public void EverySample_KeepsEveryPromise() => Assert.All(HexFile.All(), sample => CodecPromises.Hold(sample.Bytes));

    [Fact]
    public void ChangedSamples_KeepEveryPromise()
    {
        var seed = FuzzRun.Seed(8489);
        var walk = new Walk(seed);

        var steps = FuzzRun.Repeat(Steps, walk.Step);

        output.WriteLine($"{steps} steps from seed {seed}, {walk.Ways} ways through the codec.");
    }

    private sealed class Walk
    {
        private readonly Random _random;
        private readonly Mutator _mutator;
        private readonly List<byte[]> _corpus = [.. HexFile.All().Select(each => each.Bytes)];
        private readonly HashSet<int> _ways = [];

        public Walk(int seed)
        {
            _random = new Random(seed);
            _mutator = new Mutator(_random);
        }

        public int Ways => _ways.Count;

        public void Step()
        {
            var bytes = _mutator.Mutate(Any(), Any());
            if (_ways.Add(Check(bytes)) && _corpus.Count < MaxCorpus) _corpus.Add(bytes);
        }

        private static int Check(byte[] bytes)
        {
            try
            {
                return CodecPromises.Check(bytes);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"A promise is not kept for {Convert.ToHexStringLower(bytes)}", broken);
            }
        }

        private byte[] Any() => _corpus[_random.Next(_corpus.Count)];
    }
}
