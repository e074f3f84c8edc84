using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

public sealed class DataIndicationTests
{
    private static readonly TransactionId _id = TransactionId.Read(Raw.TransactionId);
    private static readonly TransportAddress _ipv4 = new(InternetAddress.IPv4(0xC0000201), 5000);
    private static readonly TransportAddress _ipv6 = new(InternetAddress.IPv6(1), 5000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(1200)]
    [InlineData(65_492)]
    public void WriteHeader_PayloadOfALength_IsWhatTheWriterWrites(int payloadLength)
    {
        foreach (var peer in (TransportAddress[])[_ipv4, _ipv6])
        {
            var payload = new byte[payloadLength];
            Array.Fill(payload, (byte)0xAB);
            var header = new byte[DataIndication.MaxHeaderSize];
            var headerBytes = DataIndication.WriteHeader(header, _id, peer, payloadLength);

            var writer = new StunMessageWriter(new byte[70_000], StunClass.Indication, StunMethod.Data, _id);
            writer.AddXorAddress(StunAttributeType.XorPeerAddress, peer);
            writer.Add(StunAttributeType.Data, payload);
            Assert.Equal(writer.Written, [.. header[..headerBytes], .. payload, .. new byte[DataIndication.PaddingOf(payloadLength)]]);
        }
    }

    [Fact]
    public void WriteHeader_EitherFamily_HasItsSize()
    {
        Assert.Equal(DataIndication.MaxHeaderSize, DataIndication.WriteHeader(new byte[100], _id, _ipv6, 0));
        Assert.Equal(DataIndication.MaxHeaderSize - 12, DataIndication.WriteHeader(new byte[100], _id, _ipv4, 0));
    }

    [Theory]
    [InlineData(65_513)]
    [InlineData(65_536)]
    [InlineData(-1)]
    public void WriteHeader_PayloadThatNoMessageCanHave_Throws(int payloadLength) =>
        Assert.Throws<OverflowException>(() => DataIndication.WriteHeader(new byte[100], _id, _ipv6, payloadLength));
}
