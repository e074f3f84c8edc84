using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

/// <summary>None of this takes anything from the heap, for it happens with every packet or every request.</summary>
public sealed class AllocationTests
{
    private static readonly byte[] _key = new byte[16];
    private static readonly byte[] _buffer = new byte[70_000];
    private static readonly byte[] _payload = new byte[1200];
    private static readonly TransactionId _id = TransactionId.Read(Raw.TransactionId);
    private static readonly TransportAddress _ipv6 = new(InternetAddress.IPv6(1), 5000);

    [Fact]
    public void Write_MessageWithEverything_TakesNothing() => Assert.Equal(0, Allocated.By(static () => WriteMessage(_payload)));

    [Fact]
    public void Read_MessageWithEverything_TakesNothing()
    {
        var length = WriteMessage(_payload);
        Assert.Equal(0, Allocated.By(() => ReadMessage(_buffer.AsSpan(0, length))));
    }

    [Theory]
    [InlineData(1_200)]
    [InlineData(3_000)]
    [InlineData(60_000)]
    public void Verify_MessageOfALength_TakesNothing(int payloadLength)
    {
        var length = WriteMessage(new byte[payloadLength]);
        Assert.Equal(0, Allocated.By(() => Verify(_buffer.AsSpan(0, length))));
    }

    [Fact]
    public void TryRead_Noise_TakesNothing() => Assert.Equal(0, Allocated.By(static () =>
    {
        StunMessage.TryRead(_payload, out _);
        PacketKinds.Of(_payload);
        ChannelData.TryRead(_payload, out _, out _);
    }));

    [Fact]
    public void RelayedPacket_EitherWay_TakesNothing() => Assert.Equal(0, Allocated.By(static () =>
    {
        ChannelData.WriteHeader(_buffer, new ChannelNumber(0x4000), 1200);
        Assert.True(ChannelData.TryRead(_buffer, out _, out _));
        DataIndication.WriteHeader(_buffer, _id, _ipv6, 1200);
    }));

    [Fact]
    public void StreamFrame_InPieces_TakesNothing()
    {
        var frame = Segments.Of(HexFile.Vector("rfc5769-2.1-request"), 1, 2, 7);
        Assert.Equal(0, Allocated.By(() => StreamFrame.TryRead(frame, out _, out _)));
    }

    [Fact]
    public void Derive_Ascii_TakesNothing() => Assert.Equal(0, Allocated.By(static () =>
    {
        LongTermKey.Derive(PasswordAlgorithm.Md5, "1700000000:anna", "duet", "c2VjcmV0", _buffer);
        LongTermKey.Derive(PasswordAlgorithm.Sha256, "1700000000:anna", "duet", "c2VjcmV0", _buffer);
        Userhash.Compute("anna", "duet", _buffer);
    }));

    private static int WriteMessage(byte[] payload)
    {
        var writer = new StunMessageWriter(_buffer, StunClass.Request, StunMethod.Allocate, _id);
        writer.AddXorAddress(StunAttributeType.XorPeerAddress, _ipv6);
        writer.Add(StunAttributeType.Username, "anna"u8);
        writer.Add(StunAttributeType.Data, payload);
        writer.AddErrorCode(StunErrorCode.Forbidden);
        writer.AddUnknownAttributes([StunAttributeType.EvenPort, StunAttributeType.Icmp]);
        writer.AddLifetime(TimeSpan.FromMinutes(10));
        writer.AddChannelNumber(new ChannelNumber(0x4000));
        writer.AddReservationToken(new ReservationToken(1));
        writer.AddPasswordAlgorithms([PasswordAlgorithm.Sha256, PasswordAlgorithm.Md5]);
        writer.AddIcmp(new Icmp(3, 4, 1400));
        writer.AddMessageIntegrity(_key);
        writer.AddMessageIntegritySha256(_key);
        writer.AddFingerprint();
        return writer.Length;
    }

    private static void ReadMessage(ReadOnlySpan<byte> bytes)
    {
        Assert.True(StunMessage.TryRead(bytes, out var message));
        foreach (var attribute in message.Attributes)
        {
            Assert.False(attribute.Value.IsEmpty);
            if (attribute.Type is StunAttributeType.XorPeerAddress) Assert.True(XorAddress.TryRead(attribute.Value, message.TransactionId, out _));
            if (attribute.Type is StunAttributeType.ErrorCode) Assert.True(ErrorCodeAttribute.TryRead(attribute.Value, out _, out _));
            if (attribute.Type is StunAttributeType.Lifetime) Assert.True(Lifetime.TryRead(attribute.Value, out _));
            if (attribute.Type is not StunAttributeType.PasswordAlgorithms) continue;
            Assert.True(PasswordAlgorithms.TryRead(attribute.Value, out var algorithms));
            Assert.True(algorithms.Contains(PasswordAlgorithm.Md5));
        }
    }

    private static void Verify(ReadOnlySpan<byte> bytes)
    {
        Assert.True(StunMessage.TryRead(bytes, out var message));
        Assert.True(MessageIntegrity.Verify(message, _key));
        Assert.True(MessageIntegritySha256.Verify(message, _key));
        Assert.True(Fingerprint.Verify(message));
    }
}
