using Duet.FirstFrame.Trace;

namespace Duet.FirstFrame.Tests.Trace;

public sealed class PacketTextTests
{
    [Theory]
    [InlineData("0003 0000 2112a442 000102030405060708090a0b", "STUN Allocate request")]
    [InlineData("0113 0008 2112a442 000102030405060708090a0b 0009 0004 00000401", "STUN Allocate error 401")]
    [InlineData("0008 000c 2112a442 000102030405060708090a0b 0012 0008 0001 e11f 5e12a443", "STUN CreatePermission request peer 127.0.0.1:49165")]
    [InlineData("0001 0004 2112a442 000102030405060708090a0b 0025 0000", "STUN Binding request USE-CANDIDATE")]
    public void OfDatagram_Stun_NamesMethodClassAndWhatItIsAbout(string hex, string expected)
    {
        Assert.StartsWith(expected, PacketText.OfDatagram(Bytes(hex)), StringComparison.Ordinal);
    }

    [Fact]
    public void OfDatagram_IndicationWithACheck_LooksIntoIt()
    {
        var text = PacketText.OfDatagram(Bytes(
            "0016 0018 2112a442 000102030405060708090a0b 0013 0014 0101 0000 2112a442 0b0a09080706050403020100"));

        Assert.StartsWith("STUN Send indication [STUN Binding success", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OfDatagram_ChannelData_LooksIntoIt()
    {
        var text = PacketText.OfDatagram(Bytes("4000 000c 806f 0001 00000010 deadbeef"));

        Assert.Equal("ChannelData 0x4000 [SRTP type 111, stream deadbeef, 12 bytes]", text);
    }

    [Theory]
    [InlineData("80c8 0006 deadbeef", "SRTCP sender report, 8 bytes")]
    [InlineData("81ce 0002 deadbeef", "SRTCP PLI (key frame wanted), 8 bytes")]
    [InlineData("16 fefd 0000 000000000001 0018 10 00000c 0001 000000 00000c 000102030405060708090a0b", "DTLS ClientKeyExchange")]
    [InlineData("16 fefd 0000 000000000001 0010 0b 000200 0001 000000 000004 00010203", "DTLS Certificate 0-4 of 512")]
    [InlineData("14 fefd 0000 000000000002 0001 01 16 fefd 0001 000000000000 0004 00010203", "DTLS ChangeCipherSpec, Finished (encrypted)")]
    [InlineData("2f 0001 0004 00010203", "DTLS encrypted (1.3, 9 bytes)")]
    public void OfPeerData_KnownKinds_NamesThem(string hex, string expected)
    {
        Assert.Equal(expected, PacketText.OfPeerData(Bytes(hex)));
    }

    [Theory]
    [InlineData("04 fefc fefd", "DTLS ClientHello (1.3)", true)]
    [InlineData("04 fefd feff", "DTLS ClientHello (1.2)", true)]
    [InlineData("fefc", "DTLS ServerHello (1.3)", false)]
    public void OfPeerData_Hello_SaysWhichVersionIsOfferedOrTaken(string versions, string expected, bool isClient)
    {
        var list = Bytes(versions);
        byte[] extension = [0x00, 0x2b, 0x00, (byte)list.Length, .. list];
        byte[] handshake = [(byte)(isClient ? 1 : 2), 0, 0, (byte)extension.Length, 0, 0, 0, 0, 0, 0, 0, (byte)extension.Length, .. extension];
        byte[] record = [0x16, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)handshake.Length, .. handshake];

        Assert.Equal(expected, PacketText.OfPeerData(record));
    }

    [Theory]
    [InlineData("16 0301 0004 01000000", "TLS ClientHello")]
    [InlineData("17 0303 0002 0000 17 0303 0100 00", "TLS data 2, data 256")]
    [InlineData("0003 0000 2112a442 000102030405060708090a0b 0101 0000", "STUN Allocate request #0A0B")]
    public void OfSegment_KnownKinds_NamesThem(string hex, string expected)
    {
        Assert.Equal(expected, PacketText.OfSegment(Bytes(hex)), ignoreCase: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("16")]
    [InlineData("80")]
    [InlineData("ff ff ff ff")]
    public void OfDatagram_AnythingElse_SaysSomething(string hex)
    {
        Assert.NotEmpty(PacketText.OfDatagram(Bytes(hex)));
        Assert.NotEmpty(PacketText.OfSegment(Bytes(hex)));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
