using Duet.Stun.Tests.Harness;
using Duet.TestKit;

namespace Duet.Stun.Tests.Attributes;

public sealed class AddressAttributeTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 20)]
    [InlineData(0, -1)]
    [InlineData(3, -1)]
    [InlineData(255, -1)]
    public void TryRead_ValueOfEveryLength_IsReadAtTheFamilysOnly(byte family, int length)
    {
        for (var bytes = 0; bytes <= 40; bytes++)
        {
            var value = new byte[bytes];
            if (bytes > 1) value[1] = family;
            Assert.Equal(bytes == length, XorAddress.TryRead(value, default, out _));
            Assert.Equal(bytes == length, MappedAddress.TryRead(value, out _));
        }
    }

    [Fact]
    public void TryRead_FirstByte_IsIgnored()
    {
        // RFC 8489 section 14.1: it is for alignment only.
        Assert.True(MappedAddress.TryRead([0xFF, 1, 0, 80, 192, 0, 2, 1], out var address));
        Assert.Equal("192.0.2.1:80", address.ToString());
    }

    [Fact]
    public void XorAddress_AnyAddress_IsReadBack() => PropertyCheck.Holds(
        FsCheck.Fluent.Gen.Zip(Generate.Endpoint, Generate.TransactionId),
        sample =>
        {
            var (address, id) = sample;
            var value = Written.Value(
                StunAttributeType.XorPeerAddress, (ref writer) => writer.AddXorAddress(StunAttributeType.XorPeerAddress, address), id);
            Assert.True(XorAddress.TryRead(value, id, out var read));
            Assert.Equal(address, read);
        },
        1_000);

    [Fact]
    public void XorAddress_AnotherTransaction_IsAnotherIPv6Address()
    {
        var address = new TransportAddress(InternetAddress.IPv6(1), 2);
        var value = Written.Value(
            StunAttributeType.XorMappedAddress, (ref writer) => writer.AddXorAddress(StunAttributeType.XorMappedAddress, address));
        Assert.True(XorAddress.TryRead(value, new TransactionId(0, 1), out var read));
        Assert.NotEqual(address, read);
    }

    [Fact]
    public void MappedAddress_AnyAddress_IsReadBack() => PropertyCheck.Holds(
        Generate.Endpoint,
        address =>
        {
            var value = Written.Value(
                StunAttributeType.MappedAddress, (ref writer) => writer.AddAddress(StunAttributeType.MappedAddress, address));
            Assert.True(MappedAddress.TryRead(value, out var read));
            Assert.Equal(address, read);
        },
        500);
}
