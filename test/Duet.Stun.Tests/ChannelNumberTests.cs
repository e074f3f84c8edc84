namespace Duet.Stun.Tests;

public sealed class ChannelNumberTests
{
    [Theory]
    [InlineData(0x0000, false, false)]
    [InlineData(0x3FFF, false, false)]
    [InlineData(0x4000, true, true)]
    [InlineData(0x4FFF, true, true)]
    [InlineData(0x5000, false, true)]
    [InlineData(0x7FFF, false, true)]
    [InlineData(0x8000, false, false)]
    [InlineData(0xFFFF, false, false)]
    public void IsValid_Number_IsWhatEachRfcAllows(int value, bool now, bool once)
    {
        var number = new ChannelNumber((ushort)value);
        Assert.Equal((now, once), (number.IsValid, number.IsValidLegacy));
    }

    [Fact]
    public void ToString_Number_IsHexadecimal() => Assert.Equal("0x4001", new ChannelNumber(0x4001).ToString());
}
