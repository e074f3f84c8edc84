using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests.Attributes;

/// <summary>What each attribute looks like on the wire, against bytes laid out by hand.</summary>
public sealed class AttributeBytesTests
{
    private static readonly TransactionId _id = TransactionId.Read(Raw.TransactionId);

    [Fact]
    public void AddXorAddress_IPv4_IsHiddenByTheCookie() => Check(
        "0012 0008 0001a147 e112a643",
        (ref writer) => writer.AddXorAddress(StunAttributeType.XorPeerAddress, new TransportAddress(InternetAddress.IPv4(0xC0000201), 32853)));

    [Fact]
    public void AddXorAddress_IPv6_IsHiddenByTheCookieAndTheTransaction() => Check(
        "0016 0014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9",
        (ref writer) => writer.AddXorAddress(
            StunAttributeType.XorRelayedAddress,
            new TransportAddress(InternetAddress.IPv6(new UInt128(0x20010DB812345678, 0x0011223344556677)), 32853)));

    [Fact]
    public void AddAddress_IPv4_IsPlain() => Check(
        "8023 0008 00018055 c0000201",
        (ref writer) => writer.AddAddress(StunAttributeType.AlternateServer, new TransportAddress(InternetAddress.IPv4(0xC0000201), 32853)));

    [Fact]
    public void AddErrorCode_Error_IsClassNumberAndReason() => Check(
        "0009 000f 00000426 5374616c65204e6f6e6365 00", (ref writer) => writer.AddErrorCode(StunErrorCode.StaleNonce));

    [Fact]
    public void AddAddressErrorCode_Error_BeginsWithTheFamily() => Check(
        "8001 000d 02000403 466f7262696464656e 000000",
        (ref writer) => writer.AddAddressErrorCode(InternetAddressFamily.IPv6, StunErrorCode.Forbidden));

    [Fact]
    public void AddUnknownAttributes_OddNumber_IsPadded() => Check(
        "000a 0006 0018001a7fff 0000",
        (ref writer) => writer.AddUnknownAttributes([StunAttributeType.EvenPort, StunAttributeType.DontFragment, (StunAttributeType)0x7FFF]));

    [Fact]
    public void AddChannelNumber_Number_IsFollowedByZeros() =>
        Check("000c 0004 4abc0000", (ref writer) => writer.AddChannelNumber(new ChannelNumber(0x4ABC)));

    [Theory]
    [InlineData(600, "000d 0004 00000258")]
    [InlineData(0, "000d 0004 00000000")]
    [InlineData(0.999, "000d 0004 00000000")]
    [InlineData(-5, "000d 0004 00000000")]
    [InlineData(uint.MaxValue, "000d 0004 ffffffff")]
    [InlineData(uint.MaxValue + 1.0, "000d 0004 ffffffff")]
    public void AddLifetime_Time_IsWholeSeconds(double seconds, string expected) =>
        Check(expected, (ref writer) => writer.AddLifetime(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void AddRequestedTransport_Udp_Is17() =>
        Check("0019 0004 11000000", (ref writer) => writer.AddRequestedTransport(RequestedTransport.Udp));

    [Fact]
    public void AddRequestedAddressFamily_IPv6_Is2() =>
        Check("0017 0004 02000000", (ref writer) => writer.AddRequestedAddressFamily(InternetAddressFamily.IPv6));

    [Fact]
    public void AddAdditionalAddressFamily_IPv6_Is2() =>
        Check("8000 0004 02000000", (ref writer) => writer.AddAdditionalAddressFamily(InternetAddressFamily.IPv6));

    [Theory]
    [InlineData(true, "0018 0001 80 000000")]
    [InlineData(false, "0018 0001 00 000000")]
    public void AddEvenPort_ReserveNext_IsTheFirstBit(bool reserveNext, string expected) =>
        Check(expected, (ref writer) => writer.AddEvenPort(reserveNext));

    [Fact]
    public void AddReservationToken_Token_IsItsBytes() =>
        Check("0022 0008 0123456789abcdef", (ref writer) => writer.AddReservationToken(new ReservationToken(0x0123456789ABCDEF)));

    [Fact]
    public void Add_NoValue_IsAHeader() => Check("001a 0000", (ref writer) => writer.Add(StunAttributeType.DontFragment));

    [Fact]
    public void AddPasswordAlgorithms_Two_HaveNoParameters() => Check(
        "8002 0008 00020000 00010000",
        (ref writer) => writer.AddPasswordAlgorithms([PasswordAlgorithm.Sha256, PasswordAlgorithm.Md5]));

    [Fact]
    public void AddPasswordAlgorithm_One_HasNoParameters() =>
        Check("001d 0004 00020000", (ref writer) => writer.AddPasswordAlgorithm(PasswordAlgorithm.Sha256));

    [Fact]
    public void AddIcmp_TooBig_HasTheMtu() => Check("8004 0008 00000304 00000578", (ref writer) => writer.AddIcmp(new Icmp(3, 4, 1400)));

    private static void Check(string expected, Written.Add add) =>
        Assert.Equal(HexFile.Parse(expected), Written.Message(add, _id)[StunHeader.Size..]);
}
