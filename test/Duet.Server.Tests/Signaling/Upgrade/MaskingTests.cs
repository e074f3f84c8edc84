using System.Buffers.Binary;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

public sealed class MaskingTests
{
    private const int MaxLength = 200;
    private const int MaxOffset = 7;

    [Fact]
    public void Apply_ToAnotherSpan_IsTheByteWiseXor()
    {
        foreach (var (source, key, offset) in Cases())
        {
            var destination = new byte[source.Length + 1];
            Masking.Apply(source, destination, InMemory(key), offset);

            Assert.Equal(Naive(source, key, offset), destination[..^1]);
            Assert.Equal(0, destination[^1]);
        }
    }

    [Fact]
    public void Apply_InPlace_IsTheByteWiseXor()
    {
        foreach (var (source, key, offset) in Cases())
        {
            var expected = Naive(source, key, offset);
            Masking.Apply(source, source, InMemory(key), offset);

            Assert.Equal(expected, source);
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void Apply_FarIntoAHugeFrame_IsTheByteWiseXor(long offset)
    {
        byte[] source = [1, 2, 3, 4, 5, 6, 7];
        byte[] key = [0x37, 0xfa, 0x21, 0x3d];
        var expected = Naive(source, key, (int)(offset % 4));
        Masking.Apply(source, source, InMemory(key), offset);

        Assert.Equal(expected, source);
    }

    private static IEnumerable<(byte[] Source, byte[] Key, int Offset)> Cases()
    {
        var random = new Random(5);
        for (var length = 0; length <= MaxLength; length++)
        {
            for (var offset = 0; offset <= MaxOffset; offset++)
            {
                var source = new byte[length];
                var key = new byte[4];
                random.NextBytes(source);
                random.NextBytes(key);
                yield return (source, key, offset);
            }
        }
    }

    private static uint InMemory(byte[] key) => BinaryPrimitives.ReadUInt32LittleEndian(key);

    private static byte[] Naive(byte[] source, byte[] key, int offset) => [.. source.Select((value, i) => (byte)(value ^ key[(i + offset) % 4]))];
}
