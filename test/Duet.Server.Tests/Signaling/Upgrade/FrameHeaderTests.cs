using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

public sealed class FrameHeaderTests
{
    private const byte Masked = 0x80;
    private const uint KeyInMemory = 0x3d21fa37;
    private static readonly byte[] _key = [0x37, 0xfa, 0x21, 0x3d];

    // Section 5.7, the masked example and the others as a client has to send them.
    [Theory]
    [InlineData(0x81, 0x05, 0x1, true)]
    [InlineData(0x01, 0x03, 0x1, false)]
    [InlineData(0x80, 0x02, 0x0, true)]
    [InlineData(0x89, 0x05, 0x9, true)]
    [InlineData(0x8a, 0x05, 0xA, true)]
    [InlineData(0x88, 0x02, 0x8, true)]
    [InlineData(0x00, 0x00, 0x0, false)]
    [InlineData(0x82, 125, 0x2, true)]
    public void TryRead_ExamplesOfTheRfc_AreTaken(byte first, byte length, byte opcode, bool isFinal)
    {
        Assert.True(FrameHeader.TryRead([first, (byte)(Masked | length), .. _key, 1, 2, 3], out var header, out var headerBytes));

        Assert.Equal(6, headerBytes);
        Assert.Equal(new FrameHeader((FrameOpcode)opcode, isFinal, length, KeyInMemory), header);
        Assert.Equal(opcode >= 8, header.IsControl);
    }

    // Section 5.7: 256 bytes and 64 KiB; the borders of each form; and longer forms than needed, which the RFC forbids and nobody minds.
    [Theory]
    [InlineData("fe0100", 256)]
    [InlineData("ff0000000000010000", 65536)]
    [InlineData("fe007e", 126)]
    [InlineData("feffff", 65535)]
    [InlineData("ff7fffffffffffffff", long.MaxValue)]
    public void TryRead_LongLengths_AreTaken(string length, long payloadBytes)
    {
        var bytes = Convert.FromHexString("82" + length + Convert.ToHexString(_key));

        Assert.True(FrameHeader.TryRead(bytes, out var header, out var headerBytes));

        Assert.Equal(bytes.Length, headerBytes);
        Assert.Equal(new FrameHeader(FrameOpcode.Binary, IsFinal: true, payloadBytes, KeyInMemory), header);
    }

    [Theory]
    [InlineData("8185")]
    [InlineData("88fd")]
    [InlineData("82fe0100")]
    [InlineData("82ff0000000000010000")]
    public void TryRead_HeaderCutShortAnywhere_WaitsForMore(string begin)
    {
        var bytes = Convert.FromHexString(begin + Convert.ToHexString(_key));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.True(FrameHeader.TryRead(bytes.AsSpan(0, length), out _, out var headerBytes));
            Assert.Equal(0, headerBytes);
        }

        Assert.True(FrameHeader.TryRead(bytes, out _, out var wholeBytes));
        Assert.Equal(bytes.Length, wholeBytes);
    }

    [Theory]
    [InlineData(0xc1, 0x85)]
    [InlineData(0xa1, 0x85)]
    [InlineData(0x91, 0x85)]
    public void TryRead_ReservedBit_FailsTheConnection(byte first, byte second) => AssertFailsAtOnce(first, second);

    [Theory]
    [InlineData(0x81, 0x05)]
    [InlineData(0x81, 0x00)]
    [InlineData(0x82, 0x7e)]
    [InlineData(0x82, 0x7f)]
    [InlineData(0x88, 0x02)]
    public void TryRead_UnmaskedFrame_FailsTheConnection(byte first, byte second) => AssertFailsAtOnce(first, second);

    [Fact]
    public void TryRead_EveryOpcode_OnlyTheKnownOnesAreTaken()
    {
        int[] known = [0x0, 0x1, 0x2, 0x8, 0x9, 0xA];
        for (var opcode = 0; opcode <= 0xF; opcode++)
        {
            Assert.Equal(known.Contains(opcode), FrameHeader.TryRead([(byte)(0x80 | opcode), 0x80, .. _key], out _, out _));
        }
    }

    [Theory]
    [InlineData(0x08, 0x80)]
    [InlineData(0x09, 0x80)]
    [InlineData(0x0a, 0x85)]
    public void TryRead_FragmentedControlFrame_FailsTheConnection(byte first, byte second) => AssertFailsAtOnce(first, second);

    [Theory]
    [InlineData(0x88, 0xfe)]
    [InlineData(0x89, 0xfe)]
    [InlineData(0x8a, 0xff)]
    public void TryRead_OversizedControlFrame_FailsTheConnection(byte first, byte second) => AssertFailsAtOnce(first, second);

    [Theory]
    [InlineData("82ff8000000000000000")]
    [InlineData("82ffffffffffffffffff")]
    public void TryRead_LengthWithTheTopBit_FailsTheConnection(string begin) =>
        Assert.False(FrameHeader.TryRead(Convert.FromHexString(begin + Convert.ToHexString(_key)), out _, out _));

    [Theory]
    [InlineData(0, "8100")]
    [InlineData(5, "8105")]
    [InlineData(125, "817d")]
    [InlineData(126, "817e007e")]
    [InlineData(256, "817e0100")]
    [InlineData(65535, "817effff")]
    [InlineData(65536, "817f0000000000010000")]
    [InlineData(int.MaxValue, "817f000000007fffffff")]
    public void Write_EachLength_TakesTheShortestForm(int payloadBytes, string expected)
    {
        var bytes = new byte[FrameHeader.MaxBytes];
        var headerBytes = FrameHeader.Write(bytes, FrameOpcode.Text, payloadBytes);

        Assert.Equal(expected, Convert.ToHexStringLower(bytes.AsSpan(0, headerBytes)));
        Assert.All(bytes[headerBytes..], untouched => Assert.Equal(0, untouched));
    }

    [Theory]
    [InlineData(0x8, "8800")]
    [InlineData(0x9, "8900")]
    [InlineData(0xA, "8a00")]
    [InlineData(0x2, "8200")]
    public void Write_EachOpcode_IsFinal(byte opcode, string expected)
    {
        var bytes = new byte[2];
        FrameHeader.Write(bytes, (FrameOpcode)opcode, 0);

        Assert.Equal(expected, Convert.ToHexStringLower(bytes));
    }

    // Two bytes are enough to see it, whatever follows.
    private static void AssertFailsAtOnce(byte first, byte second)
    {
        Assert.False(FrameHeader.TryRead([first, second], out _, out _));
        Assert.False(FrameHeader.TryRead([first, second, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], out _, out _));
    }
}
