using System.Net.Sockets;

namespace Duet.Server.Tests.Transport;

/// <summary>Bytes and sizes that are the same in every run.</summary>
internal static class RandomBytes
{
    private static readonly int[] _edges = [1, 2, 3, 511, 512, 513, 3583, 3584, 3585, 4095, 4096, 4097, 8192, 20_000];

    public static byte[] Make(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Around the sizes at which a block ends or a new one begins, or anything.</summary>
    public static int NextSize(this Random random, int most) =>
        Math.Min(most, random.Next(3) == 0 ? random.Next(1, 6000) : _edges[random.Next(_edges.Length)]);

    /// <summary>As Assert.Equal, without looking at millions of bytes one by one.</summary>
    public static void AssertSame(this byte[] expected, byte[] actual) =>
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"{expected.Length} bytes were expected, {actual.Length} came, or others.");

    public static async Task SendInPiecesAsync(this Socket socket, byte[] bytes, Random random)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            var count = random.NextSize(bytes.Length - sent);
            await socket.SendAsync(bytes.AsMemory(sent, count), TestContext.Current.CancellationToken);
            sent += count;
            if (random.Next(2) == 0) await Task.Yield();
        }
    }
}
