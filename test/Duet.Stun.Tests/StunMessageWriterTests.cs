using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

public sealed class StunMessageWriterTests
{
    private static readonly TransactionId _id = TransactionId.Read(Raw.TransactionId);
    private static readonly byte[] _key = [1, 2, 3];

    [Fact]
    public void Written_NothingAdded_IsAHeader() => Assert.Equal(Raw.Message(Raw.BindingRequest), Begin(new byte[20]).Written);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Add_BufferThatWasUsedBefore_IsPaddedWithZeros(int length)
    {
        var buffer = new byte[100];
        Array.Fill(buffer, (byte)0xEE);
        var value = new byte[length];
        Array.Fill(value, (byte)0xAA);

        var writer = Begin(buffer);
        writer.Add(StunAttributeType.Software, value);

        Assert.Equal(Raw.Message(Raw.BindingRequest, Raw.Attribute(StunAttributeType.Software, value)), writer.Written);
        Assert.Equal(writer.Written.Length, writer.Length);
        Assert.All(buffer[writer.Length..], each => Assert.Equal(0xEE, each));
    }

    [Fact]
    public void Add_TypedAttributesInAUsedBuffer_LeaveNothingOfWhatWasThere()
    {
        var clean = WriteAll(new byte[1000]);
        var used = new byte[1000];
        Array.Fill(used, (byte)0xEE);
        Assert.Equal(clean, WriteAll(used));
    }

    [Fact]
    public void Add_RoomToTheByte_IsWritten()
    {
        var writer = Begin(new byte[28]);
        writer.Add(StunAttributeType.Software, [1, 2, 3]);
        Assert.Equal(28, writer.Length);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(27)]
    public void Add_NoRoom_ThrowsAndLeavesWhatWasWritten(int room)
    {
        var buffer = new byte[room];
        Assert.Throws<InvalidOperationException>(() =>
        {
            var writer = Begin(buffer);
            writer.Add(StunAttributeType.Software, [1, 2, 3]);
        });
        Assert.Equal(Raw.Message(Raw.BindingRequest), buffer[..20]);
    }

    [Fact]
    public void Add_LongestMessage_IsWritten()
    {
        var writer = Begin(new byte[70_000]);
        writer.Add(StunAttributeType.Data, new byte[StunHeader.MaxAttributeBytes - 4]);
        Assert.True(StunMessage.TryRead(writer.Written, out _));
    }

    [Fact]
    public void Add_MoreThanTheLengthFieldCanSay_Throws() => Assert.Throws<InvalidOperationException>(() =>
    {
        var writer = Begin(new byte[70_000]);
        writer.Add(StunAttributeType.Data, new byte[StunHeader.MaxAttributeBytes - 3]);
    });

    [Fact]
    public void Begin_NoRoomForAHeader_Throws() => Assert.Throws<ArgumentException>(() => Begin(new byte[19]).Length);

    [Fact]
    public void Add_AfterMessageIntegrity_Throws() => Assert.Throws<InvalidOperationException>(() =>
    {
        var writer = Begin(new byte[200]);
        writer.AddMessageIntegrity(_key);
        writer.Add(StunAttributeType.Software);
    });

    [Fact]
    public void AddMessageIntegrity_AfterSha256_Throws() => Assert.Throws<InvalidOperationException>(() =>
    {
        var writer = Begin(new byte[200]);
        writer.AddMessageIntegritySha256(_key);
        writer.AddMessageIntegrity(_key);
    });

    [Fact]
    public void Add_AfterFingerprint_Throws() => Assert.Throws<InvalidOperationException>(() =>
    {
        var writer = Begin(new byte[200]);
        writer.AddFingerprint();
        writer.AddFingerprint();
    });

    [Fact]
    public void Add_AllThreeThatCloseAMessage_AllVerify()
    {
        var writer = Begin(new byte[200]);
        writer.Add(StunAttributeType.Username, [1]);
        writer.AddMessageIntegrity(_key);
        writer.AddMessageIntegritySha256(_key);
        writer.AddFingerprint();

        Assert.True(StunMessage.TryRead(writer.Written, out var message));
        Assert.True(MessageIntegrity.Verify(message, _key));
        Assert.True(MessageIntegritySha256.Verify(message, _key));
        Assert.True(Fingerprint.Verify(message));
    }

    private static StunMessageWriter Begin(Span<byte> buffer) => new(buffer, StunClass.Request, StunMethod.Binding, _id);

    private static byte[] WriteAll(byte[] buffer)
    {
        var writer = Begin(buffer);
        writer.AddXorAddress(StunAttributeType.XorMappedAddress, new TransportAddress(InternetAddress.IPv4(1), 2));
        writer.AddAddress(StunAttributeType.MappedAddress, new TransportAddress(InternetAddress.IPv6(1), 2));
        writer.AddErrorCode(StunErrorCode.StaleNonce);
        writer.AddAddressErrorCode(InternetAddressFamily.IPv6, StunErrorCode.AddressFamilyNotSupported);
        writer.AddUnknownAttributes([StunAttributeType.EvenPort]);
        writer.AddChannelNumber(new ChannelNumber(0x4000));
        writer.AddLifetime(TimeSpan.FromMinutes(10));
        writer.AddRequestedTransport(RequestedTransport.Udp);
        writer.AddRequestedAddressFamily(InternetAddressFamily.IPv4);
        writer.AddAdditionalAddressFamily(InternetAddressFamily.IPv6);
        writer.AddEvenPort(reserveNext: true);
        writer.AddReservationToken(new ReservationToken(7));
        writer.AddPasswordAlgorithms([PasswordAlgorithm.Sha256, PasswordAlgorithm.Md5]);
        writer.AddPasswordAlgorithm(PasswordAlgorithm.Md5);
        writer.AddIcmp(new Icmp(3, 4, 1400));
        writer.AddMessageIntegrity(_key);
        writer.AddMessageIntegritySha256(_key);
        writer.AddFingerprint();
        return writer.Written.ToArray();
    }
}
