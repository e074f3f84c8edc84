using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

public sealed class StunMessageTests
{
    [Fact]
    public void TryRead_HeaderAlone_IsAMessageWithoutAttributes()
    {
        Assert.True(StunMessage.TryRead(Raw.Message(Raw.BindingRequest), out var message));
        Assert.Equal((StunClass.Request, StunMethod.Binding), (message.Class, message.Method));
        Assert.Equal(TransactionId.Read(Raw.TransactionId), message.TransactionId);
        Assert.False(message.Attributes.GetEnumerator().MoveNext());
    }

    [Fact]
    public void TryRead_MethodNobodyKnows_IsKept()
    {
        Assert.True(StunMessage.TryRead(Raw.Message(0x3FFF), out var message));
        Assert.Equal((StunClass.ErrorResponse, (StunMethod)0xFFF), (message.Class, message.Method));
    }

    [Fact]
    public void TryRead_EveryPrefixOfAMessage_IsNone()
    {
        var bytes = HexFile.Vector("rfc5769-2.1-request");
        for (var length = 0; length < bytes.Length; length++) Assert.False(StunMessage.TryRead(bytes.AsSpan(0, length), out _));
    }

    [Fact]
    public void TryRead_BytesAfterTheMessage_IsNone()
    {
        var bytes = HexFile.Vector("rfc5769-2.1-request");
        for (var more = 1; more <= 8; more++) Assert.False(StunMessage.TryRead([.. bytes, .. new byte[more]], out _));
    }

    [Theory]
    [InlineData(0x4000)]
    [InlineData(0x8000)]
    [InlineData(0xC000)]
    public void TryRead_FirstTwoBitsAreSet_IsNone(int bits) =>
        Assert.False(StunMessage.TryRead(Raw.Message((ushort)(Raw.BindingRequest | bits)), out _));

    [Fact]
    public void TryRead_AnyBitOfTheCookieIsWrong_IsNone()
    {
        for (var bit = 0; bit < 32; bit++)
        {
            var bytes = Raw.Message(Raw.BindingRequest);
            bytes[4 + (bit / 8)] ^= (byte)(1 << (bit % 8));
            Assert.False(StunMessage.TryRead(bytes, out _));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryRead_LengthIsNoMultipleOf4_IsNone(int length) =>
        Assert.False(StunMessage.TryRead(Raw.WithLength(Raw.BindingRequest, length, new byte[length]), out _));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(0xFFFC)]
    public void TryRead_LengthIsNotTheRest_IsNone(int length) =>
        Assert.False(StunMessage.TryRead(Raw.WithLength(Raw.BindingRequest, length, Raw.Attribute(StunAttributeType.Software, 1, 2, 3, 4)), out _));

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(0xFFFC)]
    [InlineData(0xFFFF)]
    public void TryRead_AttributeEndsBeyondTheMessage_IsNone(int length) =>
        Assert.False(StunMessage.TryRead(Raw.Message(Raw.BindingRequest, Raw.Header(StunAttributeType.Software, length), new byte[4]), out _));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TryRead_AttributeOfAnyPadding_HasItsValue(int length)
    {
        var value = new byte[length];
        Array.Fill(value, (byte)0xEE);
        Assert.True(StunMessage.TryRead(Raw.Message(Raw.BindingRequest, Raw.Attribute(StunAttributeType.Software, value)), out var message));
        Assert.True(message.TryFind(StunAttributeType.Software, out var attribute));
        Assert.Equal(value, attribute.Value);
        Assert.Equal(20, attribute.Offset);
    }

    [Fact]
    public void TryRead_PaddingIsNotZero_IsIgnored()
    {
        // RFC 8489 section 14: padding bits may be any value, and are ignored.
        var bytes = Raw.Message(Raw.BindingRequest, Raw.Header(StunAttributeType.Software, 1), [1, 0xFF, 0xFF, 0xFF]);
        Assert.True(StunMessage.TryRead(bytes, out var message));
        Assert.True(message.TryFind(StunAttributeType.Software, out var attribute));
        Assert.Equal([1], attribute.Value.ToArray());
    }

    [Fact]
    public void TryRead_LongestMessage_IsRead()
    {
        var value = new byte[StunHeader.MaxAttributeBytes - 4];
        Assert.True(StunMessage.TryRead(Raw.Message(Raw.BindingRequest, Raw.Attribute(StunAttributeType.Data, value)), out var message));
        Assert.True(message.TryFind(StunAttributeType.Data, out var attribute));
        Assert.Equal(value.Length, attribute.Value.Length);
    }

    [Fact]
    public void TryRead_AsManyAttributesAsFit_AreAllThere()
    {
        var headers = Enumerable.Repeat(Raw.Header(StunAttributeType.DontFragment, 0), StunHeader.MaxAttributeBytes / 4).ToArray();
        Assert.True(StunMessage.TryRead(Raw.Message(Raw.BindingRequest, headers), out var message));

        var count = 0;
        foreach (var attribute in message.Attributes)
        {
            Assert.Equal(StunAttributeType.DontFragment, attribute.Type);
            count++;
        }

        Assert.Equal(headers.Length, count);
    }

    [Fact]
    public void TryFind_TypeThatIsThereTwice_IsTheFirst()
    {
        var bytes = Raw.Message(
            Raw.BindingRequest, Raw.Attribute(StunAttributeType.Username, 1), Raw.Attribute(StunAttributeType.Username, 2));
        Assert.True(StunMessage.TryRead(bytes, out var message));
        Assert.True(message.TryFind(StunAttributeType.Username, out var attribute));
        Assert.Equal([1], attribute.Value.ToArray());
    }

    [Fact]
    public void TryFind_TypeThatIsNotThere_IsFalse()
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector("rfc5769-2.1-request"), out var message));
        Assert.False(message.TryFind(StunAttributeType.Realm, out _));
        Assert.False(message.Has(StunAttributeType.Realm));
        Assert.True(message.Has(StunAttributeType.Username));
    }
}
