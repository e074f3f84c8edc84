using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Duet.Turn.Allocations;

/// <summary>
/// Numbers that nobody can foretell, from the system's cryptographic generator. Each thread fetches a few hundred at once, as one costs
/// nearly as much as all of them.
/// </summary>
internal static class RandomNumbers
{
    private const int Fetched = 256;

    [ThreadStatic]
    private static uint[]? _numbers;

    [ThreadStatic]
    private static int _left;

    /// <summary>A number from 0 to before <paramref name="count"/>, each as likely as any other but for one part in 2^32 / count.</summary>
    public static int Below(int count)
    {
        if (_left == 0) Fetch();
        var random = _numbers![--_left];
        _numbers[_left] = 0; // It is known to whoever sees the port: nothing that was given out stays in memory.
        return (int)((ulong)random * (uint)count >> 32);
    }

    private static void Fetch()
    {
        _numbers ??= new uint[Fetched];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_numbers.AsSpan()));
        _left = Fetched;
    }
}
