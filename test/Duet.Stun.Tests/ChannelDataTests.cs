using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

public sealed class ChannelDataTests
{
    [Theory]
    [InlineData("40010000", 0x4001, 0)]
    [InlineData("40010001 aa", 0x4001, 1)]
    [InlineData("40010001 aa000000", 0x4001, 1)] // RFC 8656 section 12.5: over UDP, padding is not needed and may be there
    [InlineData("4fff0004 aabbccdd", 0x4FFF, 4)]
    [InlineData("7fff0000 aabbccddeeff", 0x7FFF, 0)]
    public void TryRead_WholeMessage_IsItsChannelAndLength(string hex, int number, int payloadLength)
    {
        Assert.True(ChannelData.TryRead(HexFile.Parse(hex), out var readNumber, out var readLength));
        Assert.Equal((number, payloadLength), (readNumber.Value, readLength));
    }

    [Theory]
    [InlineData("")]
    [InlineData("40")]
    [InlineData("400100")]
    [InlineData("40010001")]
    [InlineData("40010005 aabbccdd")]
    [InlineData("4001ffff aabbccdd")]
    [InlineData("00010000")]
    [InlineData("80010000")]
    [InlineData("c0010000")]
    public void TryRead_NoneOrCutShort_IsFalse(string hex) => Assert.False(ChannelData.TryRead(HexFile.Parse(hex), out _, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    public void WriteHeader_Length_IsReadBack(int payloadLength)
    {
        var bytes = new byte[ChannelData.HeaderSize + payloadLength];
        ChannelData.WriteHeader(bytes, new ChannelNumber(0x4ABC), payloadLength);
        Assert.True(ChannelData.TryRead(bytes, out var number, out var length));
        Assert.Equal((0x4ABC, payloadLength), (number.Value, length));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void WriteHeader_LengthTheFieldCannotSay_Throws(int payloadLength) =>
        Assert.Throws<OverflowException>(() => ChannelData.WriteHeader(new byte[4], new ChannelNumber(0x4000), payloadLength));
}
