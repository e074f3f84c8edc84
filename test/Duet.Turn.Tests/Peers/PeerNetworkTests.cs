using System.Net;
using Duet.Turn.Peers;

namespace Duet.Turn.Tests.Peers;

public sealed class PeerNetworkTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0", 8)]
    [InlineData("0.0.0.0/0", "0.0.0.0", 0)]
    [InlineData("192.0.2.1/32", "192.0.2.1", 32)]
    [InlineData("192.0.2.1", "192.0.2.1", 32)]
    [InlineData("192.0.2.128/25", "192.0.2.128", 25)]
    [InlineData("2001:db8::/32", "2001:db8::", 32)]
    [InlineData("2001:DB8:0:0::/32", "2001:db8::", 32)]
    [InlineData("::/0", "::", 0)]
    [InlineData("::1", "::1", 128)]
    [InlineData("::1/128", "::1", 128)]
    [InlineData("::ffff:10.0.0.0/104", "::ffff:10.0.0.0", 104)]
    public void TryParse_Network_Reads(string text, string address, int prefixLength)
    {
        Assert.True(PeerNetwork.TryParse(text, out var network, out var fault));

        Assert.Equal(new IPNetwork(IPAddress.Parse(address), prefixLength), network);
        Assert.Null(fault);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/")]
    [InlineData("/8")]
    [InlineData("localhost")]
    [InlineData("example.org/24")]
    [InlineData("10")]
    [InlineData("10/8")]
    [InlineData("10.1/16")]
    [InlineData("10.0.0/8")]
    [InlineData("10.0.0.0.0/8")]
    [InlineData("256.0.0.0/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("0x0a.0.0.0/8")]
    [InlineData("167772160/8")]
    [InlineData("10.0.0.0-10.0.0.255")]
    [InlineData(" 10.0.0.0/8")]
    [InlineData("10.0.0.0 /8")]
    [InlineData("10.0.0.0:80")]
    [InlineData("[::1]/128")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%1/128")]
    [InlineData("fe80::1%eth0")]
    [InlineData("2001:db8")]
    [InlineData("2001:db8:::/32")]
    [InlineData("12345::/16")]
    public void TryParse_NoAddress_NamesTheAddress(string? text)
    {
        Assert.False(PeerNetwork.TryParse(text, out _, out var fault));

        Assert.StartsWith("the address is not", fault);
    }

    [Theory]
    [InlineData("10.0.0.0/", 32)]
    [InlineData("10.0.0.0/33", 32)]
    [InlineData("10.0.0.0/-1", 32)]
    [InlineData("10.0.0.0/+8", 32)]
    [InlineData("10.0.0.0/08", 32)]
    [InlineData("10.0.0.0/ 8", 32)]
    [InlineData("10.0.0.0/8 ", 32)]
    [InlineData("10.0.0.0/8/8", 32)]
    [InlineData("10.0.0.0/255.0.0.0", 32)]
    [InlineData("10.0.0.0/99999999999", 32)]
    [InlineData("::/129", 128)]
    [InlineData("::/a", 128)]
    public void TryParse_NoPrefixLength_NamesWhatIsAllowed(string text, int most)
    {
        Assert.False(PeerNetwork.TryParse(text, out _, out var fault));

        Assert.Equal($"the prefix length is not a number from 0 to {most}", fault);
    }

    [Theory]
    [InlineData("10.0.0.1/8", 8)]
    [InlineData("10.0.0.0/4", 4)]
    [InlineData("192.0.2.1/31", 31)]
    [InlineData("0.0.0.1/0", 0)]
    [InlineData("2001:db8::1/32", 32)]
    [InlineData("8000::/0", 0)]
    public void TryParse_BitsAfterPrefix_NamesThePrefix(string text, int prefixLength)
    {
        Assert.False(PeerNetwork.TryParse(text, out _, out var fault));

        Assert.Equal($"the address has bits after its first {prefixLength}", fault);
    }
}
