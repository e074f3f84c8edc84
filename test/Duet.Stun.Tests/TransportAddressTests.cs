using System.Net;

namespace Duet.Stun.Tests;

public sealed class TransportAddressTests
{
    [Theory]
    [InlineData("192.0.2.1:3478")]
    [InlineData("[2001:db8::1]:3478")]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::]:65535")]
    public void From_Endpoint_IsTheSameEndpoint(string text)
    {
        var address = TransportAddress.From(IPEndPoint.Parse(text));
        Assert.Equal(text, address.ToString());
        Assert.Equal(IPEndPoint.Parse(text), address.ToIPEndPoint());
    }

    [Fact]
    public void Equals_AnotherPort_IsFalse() =>
        Assert.NotEqual(new TransportAddress(InternetAddress.IPv4(1), 1), new TransportAddress(InternetAddress.IPv4(1), 2));
}
