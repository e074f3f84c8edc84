using Duet.Stun.Tests.Harness;
using Duet.TestKit;
using FsCheck.Fluent;

namespace Duet.Stun.Tests.Attributes;

/// <summary>What was written is what is read, for every attribute of fixed form. Lists and addresses have tests of their own.</summary>
public sealed class AttributePropertyTests
{
    private const int Cases = 300;

    [Fact]
    public void ChannelNumber_Any_IsReadBack() => PropertyCheck.Holds(Generate.UInt16, number =>
    {
        var value = Written.Value(
            StunAttributeType.ChannelNumber, (ref writer) => writer.AddChannelNumber(new ChannelNumber(number)));
        Assert.True(ChannelNumberAttribute.TryRead(value, out var read));
        Assert.Equal(number, read.Value);
    }, Cases);

    [Fact]
    public void Lifetime_Any_IsReadBack() => PropertyCheck.Holds(Generate.UInt32, seconds =>
    {
        var value = Written.Value(StunAttributeType.Lifetime, (ref writer) => writer.AddLifetime(TimeSpan.FromSeconds(seconds)));
        Assert.True(Lifetime.TryRead(value, out var read));
        Assert.Equal(seconds, read.TotalSeconds);
    }, Cases);

    [Fact]
    public void RequestedTransport_Any_IsReadBack() => PropertyCheck.Holds(Generate.Byte, protocol =>
    {
        var value = Written.Value(StunAttributeType.RequestedTransport, (ref writer) => writer.AddRequestedTransport(protocol));
        Assert.True(RequestedTransport.TryRead(value, out var read));
        Assert.Equal(protocol, read);
    }, Cases);

    [Fact]
    public void AddressFamilies_Any_AreReadBack() => PropertyCheck.Holds(Generate.Byte, sent =>
    {
        var family = (InternetAddressFamily)sent;
        var requested = Written.Value(
            StunAttributeType.RequestedAddressFamily, (ref writer) => writer.AddRequestedAddressFamily(family));
        var additional = Written.Value(
            StunAttributeType.AdditionalAddressFamily, (ref writer) => writer.AddAdditionalAddressFamily(family));
        Assert.True(RequestedAddressFamily.TryRead(requested, out var first));
        Assert.True(AdditionalAddressFamily.TryRead(additional, out var second));
        Assert.Equal((family, family), (first, second));
    }, Cases);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EvenPort_Either_IsReadBack(bool reserveNext)
    {
        Assert.True(EvenPort.TryRead(Written.Value(StunAttributeType.EvenPort, (ref writer) => writer.AddEvenPort(reserveNext)), out var read));
        Assert.Equal(reserveNext, read);
    }

    [Fact]
    public void ReservationToken_Any_IsReadBack() => PropertyCheck.Holds(Generate.UInt64, token =>
    {
        var value = Written.Value(
            StunAttributeType.ReservationToken, (ref writer) => writer.AddReservationToken(new ReservationToken(token)));
        Assert.True(ReservationToken.TryRead(value, out var read));
        Assert.Equal(token, read.Value);
    }, Cases);

    [Fact]
    public void ErrorCode_AnyFrom300To699_IsReadBack() => PropertyCheck.Holds(Gen.Choose(300, 699), number =>
    {
        var value = Written.Value(StunAttributeType.ErrorCode, (ref writer) => writer.AddErrorCode((StunErrorCode)number));
        Assert.True(ErrorCodeAttribute.TryRead(value, out var read, out _));
        Assert.Equal(number, (int)read);
    }, Cases);

    [Fact]
    public void AddressErrorCode_AnyFrom300To699_IsReadBack() => PropertyCheck.Holds(Gen.Choose(300, 699).Zip(Generate.Byte), sample =>
    {
        var (code, family) = ((StunErrorCode)sample.Item1, (InternetAddressFamily)sample.Item2);
        var value = Written.Value(StunAttributeType.AddressErrorCode, (ref writer) => writer.AddAddressErrorCode(family, code));
        Assert.True(AddressErrorCode.TryRead(value, out var readFamily, out var readCode, out _));
        Assert.Equal((family, code), (readFamily, readCode));
    }, Cases);

    [Fact]
    public void PasswordAlgorithm_Any_IsReadBack() => PropertyCheck.Holds(Generate.UInt16, number =>
    {
        var value = Written.Value(
            StunAttributeType.PasswordAlgorithm, (ref writer) => writer.AddPasswordAlgorithm((PasswordAlgorithm)number));
        Assert.True(PasswordAlgorithmAttribute.TryRead(value, out var read));
        Assert.Equal(number, (ushort)read);
    }, Cases);

    [Fact]
    public void Icmp_Any_IsReadBack() => PropertyCheck.Holds(Generate.Byte.Two().Zip(Generate.UInt32), sample =>
    {
        var icmp = new Icmp(sample.Item1.Item1, sample.Item1.Item2, sample.Item2);
        Assert.True(Icmp.TryRead(Written.Value(StunAttributeType.Icmp, (ref writer) => writer.AddIcmp(icmp)), out var read));
        Assert.Equal(icmp, read);
    }, Cases);

    [Fact]
    public void AnyType_AnyBytes_AreReadBack() => PropertyCheck.Holds(Generate.UInt16.Zip(Generate.Bytes(atMost: 1_500)), sample =>
    {
        var (type, bytes) = ((StunAttributeType)sample.Item1, sample.Item2);
        Assert.Equal(bytes, Written.Value(type, (ref writer) => writer.Add(type, bytes)));
    }, Cases);
}
