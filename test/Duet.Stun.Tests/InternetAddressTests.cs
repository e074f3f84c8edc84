using System.Net;
using System.Runtime.CompilerServices;
using Duet.Stun.Tests.Harness;
using Duet.TestKit;

namespace Duet.Stun.Tests;

public sealed class InternetAddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("2001:db8:1234:5678:11:2233:4455:6677")]
    [InlineData("::ffff:192.0.2.1")]
    public void From_Address_IsTheSameAddress(string text)
    {
        var address = InternetAddress.From(IPAddress.Parse(text));
        Assert.Equal(IPAddress.Parse(text), address.ToIPAddress());
        Assert.Equal(text, address.ToString());
    }

    [Fact]
    public void From_MappedAddress_StaysIPv6() =>
        Assert.Equal(InternetAddressFamily.IPv6, InternetAddress.From(IPAddress.Parse("::ffff:192.0.2.1")).Family);

    [Fact]
    public void From_AddressWithAScope_LeavesTheScopeOut() =>
        Assert.Equal(InternetAddress.From(IPAddress.Parse("fe80::1")), InternetAddress.From(IPAddress.Parse("fe80::1%7")));

    [Fact]
    public void Equals_SameNumberOfAnotherFamily_IsFalse() => Assert.NotEqual(InternetAddress.IPv4(1), InternetAddress.IPv6(1));

    [Theory]
    [InlineData(InternetAddressFamily.IPv4, 3)]
    [InlineData(InternetAddressFamily.IPv4, 5)]
    [InlineData(InternetAddressFamily.IPv4, 16)]
    [InlineData(InternetAddressFamily.IPv6, 4)]
    [InlineData(InternetAddressFamily.IPv6, 15)]
    [InlineData(InternetAddressFamily.IPv6, 17)]
    [InlineData((InternetAddressFamily)0, 4)]
    [InlineData((InternetAddressFamily)3, 16)]
    public void TryRead_FamilyAndLengthDoNotFit_IsFalse(InternetAddressFamily family, int length) =>
        Assert.False(InternetAddress.TryRead(family, new byte[length], out _));

    [Fact]
    public void WriteTo_AnyAddress_IsReadBack() => PropertyCheck.Holds(Generate.Address, address =>
    {
        var bytes = new byte[address.Length];
        address.WriteTo(bytes);
        Assert.True(InternetAddress.TryRead(address.Family, bytes, out var read));
        Assert.Equal(address, read);
        Assert.Equal(address.ToIPAddress().GetAddressBytes(), bytes);
        Assert.Equal(address.Bits, read.Bits);
    }, 500);

    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("::", true)]
    [InlineData("0.0.0.1", false)]
    [InlineData("8000::", false)]
    public void IsUnspecified_Address_IsTrueForZeroOnly(string text, bool expected) =>
        Assert.Equal(expected, InternetAddress.From(IPAddress.Parse(text)).IsUnspecified);

    [Fact]
    public void Size_OfTheValue_IsSmall()
    {
        Assert.Equal(24, Unsafe.SizeOf<InternetAddress>());
        Assert.Equal(32, Unsafe.SizeOf<TransportAddress>());
    }
}
