namespace Duet.Turn.Tests.Sockets.Harness;

internal static class Bytes
{
    /// <summary>Bytes of which no two neighbouring stretches are alike.</summary>
    public static byte[] Some(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static List<byte[]> Cut(byte[] bytes, int size) => [.. bytes.Chunk(size)];
}
