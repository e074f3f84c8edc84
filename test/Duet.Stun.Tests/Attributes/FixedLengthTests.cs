namespace Duet.Stun.Tests.Attributes;

public sealed class FixedLengthTests
{
    public delegate bool Reads(ReadOnlySpan<byte> value);

    public static TheoryData<string, int, Reads> Readers => new()
    {
        { nameof(ChannelNumberAttribute), 4, value => ChannelNumberAttribute.TryRead(value, out _) },
        { nameof(Lifetime), 4, value => Lifetime.TryRead(value, out _) },
        { nameof(RequestedTransport), 4, value => RequestedTransport.TryRead(value, out _) },
        { nameof(RequestedAddressFamily), 4, value => RequestedAddressFamily.TryRead(value, out _) },
        { nameof(AdditionalAddressFamily), 4, value => AdditionalAddressFamily.TryRead(value, out _) },
        { nameof(EvenPort), 1, value => EvenPort.TryRead(value, out _) },
        { nameof(ReservationToken), 8, value => ReservationToken.TryRead(value, out _) },
        { nameof(Icmp), 8, value => Icmp.TryRead(value, out _) },
        { nameof(Userhash), 32, value => Userhash.TryRead(value, out _) },
        { nameof(PasswordAlgorithmAttribute), 4, value => PasswordAlgorithmAttribute.TryRead(value, out _) },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public void TryRead_ValueOfEveryLength_IsReadAtOneLengthOnly(string name, int length, Reads reads)
    {
        for (var bytes = 0; bytes <= 40; bytes++) Assert.True(reads(new byte[bytes]) == (bytes == length), $"{name} of {bytes} bytes");
    }

    [Fact]
    public void TryRead_BytesThatAreReserved_AreIgnored()
    {
        Assert.True(ChannelNumberAttribute.TryRead([0x40, 0x01, 0xFF, 0xFF], out var number));
        Assert.True(RequestedTransport.TryRead([17, 0xFF, 0xFF, 0xFF], out var protocol));
        Assert.True(RequestedAddressFamily.TryRead([1, 0xFF, 0xFF, 0xFF], out var family));
        Assert.True(EvenPort.TryRead([0x7F], out var reserveNext));
        Assert.True(Icmp.TryRead([0xFF, 0xFF, 3, 4, 0, 0, 5, 0x78], out var icmp));
        Assert.Equal(
            (new ChannelNumber(0x4001), RequestedTransport.Udp, InternetAddressFamily.IPv4, false, new Icmp(3, 4, 1400)),
            (number, protocol, family, reserveNext, icmp));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public void TryRead_FamilyNobodyKnows_IsKept(byte sent)
    {
        // RFC 8656 section 7.2: a server that does not know the family says 440, not 400.
        Assert.True(RequestedAddressFamily.TryRead([sent, 0, 0, 0], out var requested));
        Assert.True(AdditionalAddressFamily.TryRead([sent, 0, 0, 0], out var additional));
        Assert.Equal((sent, sent), ((byte)requested, (byte)additional));
    }

    [Fact]
    public void TryRead_LongestLifetime_IsNotNegative()
    {
        Assert.True(Lifetime.TryRead([0xFF, 0xFF, 0xFF, 0xFF], out var lifetime));
        Assert.Equal(TimeSpan.FromSeconds(uint.MaxValue), lifetime);
    }
}
