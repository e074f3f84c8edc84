using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

public sealed class PacketKindsTests
{
    [Fact]
    public void Of_EverySample_IsWhatItIs()
    {
        foreach (var (name, bytes) in HexFile.All())
        {
            var expected = name.Contains("channel-data", StringComparison.Ordinal) ? PacketKind.ChannelData : PacketKind.Stun;
            Assert.Equal(expected, PacketKinds.Of(bytes));
        }
    }

    [Fact]
    public void Of_EveryFirstByteWithoutTheCookie_IsChannelDataOrOther()
    {
        for (var first = 0; first <= 255; first++)
        {
            var bytes = new byte[20];
            bytes[0] = (byte)first;
            Assert.Equal(first is >= 0x40 and <= 0x7F ? PacketKind.ChannelData : PacketKind.Other, PacketKinds.Of(bytes));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(19)]
    public void Of_PartOfAHeader_IsOther(int length) =>
        Assert.Equal(PacketKind.Other, PacketKinds.Of(Raw.Message(Raw.BindingRequest).AsSpan(0, length)));

    [Theory]
    [InlineData(3, PacketKind.Other)]
    [InlineData(4, PacketKind.ChannelData)]
    public void Of_PartOfAChannelHeader_IsOther(int length, PacketKind expected) =>
        Assert.Equal(expected, PacketKinds.Of(new byte[] { 0x40, 0, 0, 0 }.AsSpan(0, length)));
}
