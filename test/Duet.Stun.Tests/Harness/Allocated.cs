using Duet.TestKit;

namespace Duet.Stun.Tests.Harness;

/// <summary>Measures what code takes from the heap.</summary>
internal static class Allocated
{
    private const int WarmUps = 3;
    private const int Rounds = 100;

    /// <summary>Bytes that a hundred runs take on this thread, after what is made once was made.</summary>
    public static long By(Action code)
    {
        for (var round = 0; round < WarmUps; round++) code();

        return HeapUse.Of(() =>
        {
            for (var round = 0; round < Rounds; round++) code();
        });
    }
}
