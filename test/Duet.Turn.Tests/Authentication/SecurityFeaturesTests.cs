using System.Text;
using Duet.Turn.Authentication;

namespace Duet.Turn.Tests.Authentication;

public sealed class SecurityFeaturesTests
{
    [Theory]
    [InlineData("obMatJos2AAAB", true)]
    [InlineData("obMatJos2AAAD", true)]
    [InlineData("obMatJos2AAADanything", true)]
    [InlineData("obMatJos2////", true)]
    [InlineData("obMatJos2AAAA", false)]
    [InlineData("obMatJos2AAACf//499k954d6OL34oL9FSTvy64sA", false)] // RFC 8489 appendix B.1: USERHASH and no PASSWORD-ALGORITHMS
    [InlineData("obMatJos2gAAA", false)] // bit 0 as the RFC had it before erratum 6290
    [InlineData("obMatJos2AAA=", false)]
    [InlineData("obMatJos2AAA", false)]
    [InlineData("obMatJos3AAAD", false)]
    [InlineData("AAAD", false)]
    [InlineData("", false)]
    public void AnnouncePasswordAlgorithms_Nonce_LooksAtBit0(string nonce, bool announced) =>
        Assert.Equal(announced, SecurityFeatures.AnnouncePasswordAlgorithms(Encoding.ASCII.GetBytes(nonce)));

    [Theory]
    [InlineData("obMatJos2AAAC", true)]
    [InlineData("obMatJos2AAAD", true)]
    [InlineData("obMatJos2AAAB", false)]
    [InlineData("obMatJos2AAAA", false)]
    [InlineData("obMatJos2AAA=", false)]
    [InlineData("obMatJos3AAAD", false)]
    [InlineData("", false)]
    public void AnnounceUsernameAnonymity_Nonce_LooksAtBit1(string nonce, bool announced) =>
        Assert.Equal(announced, SecurityFeatures.AnnounceUsernameAnonymity(Encoding.ASCII.GetBytes(nonce)));

    [Fact]
    public void WithoutAnonymity_HasBit0() => Assert.Equal(
        [0, 0, 1],
        Convert.FromBase64String(Encoding.ASCII.GetString(SecurityFeatures.WithoutAnonymity[^4..])));

    [Fact]
    public void Announcement_HasBothBits() => Assert.Equal(
        [0, 0, 3],
        Convert.FromBase64String(Encoding.ASCII.GetString(SecurityFeatures.Announcement[^4..])));
}
