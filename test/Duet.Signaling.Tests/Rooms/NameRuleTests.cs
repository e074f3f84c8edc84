using Duet.Signaling.Rooms;

namespace Duet.Signaling.Tests.Rooms;

public sealed class NameRuleTests
{
    private const int MaxLength = 64;

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("Az09-_.~")]
    [InlineData("..")]
    [InlineData("茶室")]
    [InlineData("café")]
    [InlineData("Привет")]
    [InlineData("Ελλάδα")]
    [InlineData("שלום")]
    [InlineData("مرحبا")]
    [InlineData("さくら")]
    [InlineData("한국어")]
    [InlineData("აბგ")]
    [InlineData("𠮷")]
    [InlineData("𐌰𐌱")]
    [InlineData("ʼn")]
    public void Allows_LettersOfAnyScriptDigitsAndMarks_AreAllowed(string text) => Assert.True(NameRule.Allows(text, MaxLength));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("a\u007f")]
    [InlineData("<b>")]
    [InlineData("a%20b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a:b")]
    [InlineData("a\"b")]
    [InlineData("a+b")]
    [InlineData("😀")]
    [InlineData("a\u200Bb")] // zero width space
    [InlineData("a\u202Eb")] // right-to-left override
    [InlineData("\uFEFFa")]
    [InlineData("\uFFFD")]
    [InlineData("\uE000")] // private use
    [InlineData("٣")] // a digit, but none of 0-9
    [InlineData("１")]
    [InlineData("€")]
    public void Allows_AnythingElse_IsRefused(string text) => Assert.False(NameRule.Allows(text, MaxLength));

    // Not as InlineData: a lone surrogate does not survive the way through attributes, which are stored as UTF-8.
    [Fact]
    public void Allows_LoneSurrogate_IsRefused()
    {
        Assert.False(NameRule.Allows(new string('\uD842', 1), MaxLength));
        Assert.False(NameRule.Allows("a" + '\uDFB7', MaxLength));
        Assert.False(NameRule.Allows("" + '\uDFB7' + '\uD842', MaxLength));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("茶")]
    [InlineData("𠮷")]
    public void Allows_Length_IsCountedInCodePoints(string letter)
    {
        Assert.True(NameRule.Allows(string.Concat(Enumerable.Repeat(letter, MaxLength)), MaxLength));
        Assert.False(NameRule.Allows(string.Concat(Enumerable.Repeat(letter, MaxLength + 1)), MaxLength));
    }

    [Fact]
    public void Allows_LongestOfOne_IsOne()
    {
        Assert.True(NameRule.Allows("𠮷", 1));
        Assert.False(NameRule.Allows("ab", 1));
    }
}
