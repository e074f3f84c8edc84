using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

public sealed class StunAttributesTests
{
    // One letter is one attribute: I and S are MESSAGE-INTEGRITY and MESSAGE-INTEGRITY-SHA256, F is FINGERPRINT.
    private static readonly Dictionary<char, StunAttributeType> _types = new()
    {
        ['U'] = StunAttributeType.Username,
        ['R'] = StunAttributeType.Realm,
        ['I'] = StunAttributeType.MessageIntegrity,
        ['S'] = StunAttributeType.MessageIntegritySha256,
        ['F'] = StunAttributeType.Fingerprint,
        ['?'] = (StunAttributeType)0x7FFF,
        ['!'] = (StunAttributeType)0xFFFF,
    };

    [Theory]
    [InlineData("UUR?!", "UUR?!")]
    [InlineData("UI", "UI")]
    [InlineData("UIR", "UI")]
    [InlineData("I?!", "I")]
    [InlineData("IRS", "IS")]
    [InlineData("ISR", "IS")]
    [InlineData("IUSRFU", "ISF")]
    [InlineData("SIRF", "SF")]
    [InlineData("IIF", "IF")]
    [InlineData("SS", "S")]
    [InlineData("FF", "F")]
    [InlineData("FISU", "F")]
    [InlineData("UIFS", "UIF")]
    public void Attributes_AnyOrder_AreOnlyThoseThatMayBeObeyed(string sent, string obeyed)
    {
        var bytes = Raw.Message(Raw.BindingRequest, [.. sent.Select((letter, index) => Raw.Attribute(_types[letter], (byte)index))]);
        Assert.True(StunMessage.TryRead(bytes, out var message));

        var seen = new List<StunAttributeType>();
        foreach (var attribute in message.Attributes) seen.Add(attribute.Type);
        Assert.Equal(obeyed.Select(letter => _types[letter]), seen);
        foreach (var letter in _types.Keys) Assert.Equal(obeyed.Contains(letter), message.Has(_types[letter]));
    }

    [Fact]
    public void Attributes_OfNoMessage_AreNone()
    {
        StunMessage none = default;
        Assert.False(none.Attributes.GetEnumerator().MoveNext());
    }

    [Theory]
    [InlineData(0x0000, true)]
    [InlineData(0x7FFF, true)]
    [InlineData(0x8000, false)]
    [InlineData(0xFFFF, false)]
    public void IsComprehensionRequired_Type_IsSaidByItsFirstBit(int type, bool expected) =>
        Assert.Equal(expected, ((StunAttributeType)type).IsComprehensionRequired());
}
