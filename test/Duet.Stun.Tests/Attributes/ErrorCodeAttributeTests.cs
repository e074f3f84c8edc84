using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests.Attributes;

public sealed class ErrorCodeAttributeTests
{
    [Fact]
    public void TryRead_EveryClassAndNumber_IsReadFrom300To699()
    {
        for (var hundreds = 0; hundreds <= 7; hundreds++)
        {
            for (var rest = 0; rest <= 255; rest++)
            {
                var isRead = ErrorCodeAttribute.TryRead([0, 0, (byte)hundreds, (byte)rest], out var code, out var reason);
                Assert.Equal(hundreds is >= 3 and <= 6 && rest <= 99, isRead);
                Assert.Equal(isRead ? (hundreds * 100) + rest : 0, (int)code);
                Assert.True(reason.IsEmpty);
            }
        }
    }

    [Fact]
    public void TryRead_BitsBeforeTheClass_AreIgnored()
    {
        // RFC 8489 section 14.8: 21 bits are reserved.
        Assert.True(ErrorCodeAttribute.TryRead([0xFF, 0xFF, 0xFC, 38], out var code, out _));
        Assert.Equal(StunErrorCode.StaleNonce, code);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(4 + 763, true)]
    [InlineData(4 + 764, false)]
    public void TryRead_ValueOfALength_IsReadUpToTheRfcs(int length, bool expected)
    {
        var value = new byte[length];
        if (length > 2) value[2] = 4;
        Assert.Equal(expected, ErrorCodeAttribute.TryRead(value, out _, out _));
        Assert.Equal(expected, AddressErrorCode.TryRead(value, out _, out _, out _));
    }

    [Fact]
    public void TryRead_EveryErrorOfOurs_IsReadBackWithItsReason()
    {
        foreach (var each in Enum.GetValues<StunErrorCode>())
        {
            var value = Written.Value(StunAttributeType.ErrorCode, (ref writer) => writer.AddErrorCode(each));
            Assert.True(ErrorCodeAttribute.TryRead(value, out var code, out var reason));
            Assert.Equal(each, code);
            Assert.Equal(each.Reason(), reason);
        }
    }

    [Fact]
    public void TryRead_AddressError_IsReadBackWithItsFamily()
    {
        var value = Written.Value(
            StunAttributeType.AddressErrorCode,
            (ref writer) => writer.AddAddressErrorCode(InternetAddressFamily.IPv6, StunErrorCode.AddressFamilyNotSupported));
        Assert.True(AddressErrorCode.TryRead(value, out var family, out var code, out var reason));
        Assert.Equal((InternetAddressFamily.IPv6, StunErrorCode.AddressFamilyNotSupported), (family, code));
        Assert.Equal("Address Family not Supported"u8, reason);
    }
}
