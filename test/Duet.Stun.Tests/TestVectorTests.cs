using System.Net;
using System.Text;
using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

/// <summary>The messages that RFC 5769 and RFC 8489 appendix B give, byte by byte.</summary>
public sealed class TestVectorTests
{
    private const string Username = "マトリックス";
    private const string Realm = "example.org";
    private const string Password = "TheMatrIX";

    private static readonly byte[] _shortTermKey = "VOkJxbRl1RmTxUk/WvJxBt"u8.ToArray();

    [Theory]
    [InlineData("rfc5769-2.1-request", StunClass.Request)]
    [InlineData("rfc5769-2.2-ipv4-response", StunClass.SuccessResponse)]
    [InlineData("rfc5769-2.3-ipv6-response", StunClass.SuccessResponse)]
    public void Rfc5769_ShortTerm_Verifies(string name, StunClass messageClass)
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector(name), out var message));
        Assert.Equal((messageClass, StunMethod.Binding), (message.Class, message.Method));
        Assert.Equal("b7e7a701bc34d686fa87dfae", message.TransactionId.ToString());
        Assert.True(MessageIntegrity.Verify(message, _shortTermKey));
        Assert.True(Fingerprint.Verify(message));
    }

    [Fact]
    public void Rfc5769_Request_HasItsAttributes()
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector("rfc5769-2.1-request"), out var message));
        Assert.Equal("STUN test client", Text(message, StunAttributeType.Software));
        Assert.Equal("evtj:h6vY", Text(message, StunAttributeType.Username));
        Assert.True(message.TryFind(StunAttributeType.Priority, out var priority));
        Assert.Equal([0x6E, 0x00, 0x01, 0xFF], priority.Value.ToArray());
        Assert.True(message.TryFind(StunAttributeType.IceControlled, out var tieBreaker));
        Assert.Equal([0x93, 0x2F, 0xF9, 0xB1, 0x51, 0x26, 0x3B, 0x36], tieBreaker.Value.ToArray());
    }

    [Theory]
    [InlineData("rfc5769-2.2-ipv4-response", "192.0.2.1:32853")]
    [InlineData("rfc5769-2.3-ipv6-response", "[2001:db8:1234:5678:11:2233:4455:6677]:32853")]
    public void Rfc5769_Response_HasItsMappedAddress(string name, string mapped)
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector(name), out var message));
        Assert.Equal("test vector", Text(message, StunAttributeType.Software));
        Assert.True(message.TryFind(StunAttributeType.XorMappedAddress, out var attribute));
        Assert.True(XorAddress.TryRead(attribute.Value, message.TransactionId, out var address));
        Assert.Equal(IPEndPoint.Parse(mapped), address.ToIPEndPoint());
    }

    [Fact]
    public void Rfc5769_LongTerm_Verifies()
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector("rfc5769-2.4-long-term-request"), out var message));
        Assert.Equal(Username, Text(message, StunAttributeType.Username));
        Assert.Equal("f//499k954d6OL34oL9FSTvy64sA", Text(message, StunAttributeType.Nonce));
        Assert.Equal(Realm, Text(message, StunAttributeType.Realm));
        Assert.True(MessageIntegrity.Verify(message, Key(PasswordAlgorithm.Md5)));
    }

    [Fact]
    public void Rfc5769_LongTerm_IsWrittenByteByByte()
    {
        var writer = new StunMessageWriter(
            new byte[500], StunClass.Request, StunMethod.Binding, TransactionId.Read(Convert.FromHexString("78ad3433c6ad72c029da412e")));
        writer.Add(StunAttributeType.Username, Encoding.UTF8.GetBytes(Username));
        writer.Add(StunAttributeType.Nonce, "f//499k954d6OL34oL9FSTvy64sA"u8);
        writer.Add(StunAttributeType.Realm, "example.org"u8);
        writer.AddMessageIntegrity(Key(PasswordAlgorithm.Md5));
        Assert.Equal(HexFile.Vector("rfc5769-2.4-long-term-request"), writer.Written);
    }

    [Fact]
    public void Rfc8489_LongTermSha256_Verifies()
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector("rfc8489-b.1-long-term-request"), out var message));
        Assert.True(message.TryFind(StunAttributeType.PasswordAlgorithm, out var attribute));
        Assert.True(PasswordAlgorithmAttribute.TryRead(attribute.Value, out var algorithm));
        Assert.Equal(PasswordAlgorithm.Sha256, algorithm);
        Assert.True(MessageIntegritySha256.Verify(message, Key(algorithm)));
        Assert.False(MessageIntegritySha256.Verify(message, Key(PasswordAlgorithm.Md5)));
    }

    [Fact]
    public void Rfc8489_Userhash_IsThatOfTheUser()
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector("rfc8489-b.1-long-term-request"), out var message));
        Assert.True(message.TryFind(StunAttributeType.Userhash, out var attribute));
        Assert.True(Userhash.TryRead(attribute.Value, out var hash));
        var expected = new byte[Userhash.Length];
        Userhash.Compute(Username, Realm, expected);
        Assert.Equal(expected, hash);
    }

    [Fact]
    public void Rfc8489_LongTermSha256_IsWrittenByteByByte()
    {
        var userhash = new byte[Userhash.Length];
        Userhash.Compute(Username, Realm, userhash);
        var writer = new StunMessageWriter(
            new byte[500], StunClass.Request, StunMethod.Binding, TransactionId.Read(Convert.FromHexString("78ad3433c6ad72c029da412e")));
        writer.Add(StunAttributeType.Userhash, userhash);
        writer.Add(StunAttributeType.Nonce, "obMatJos2AAACf//499k954d6OL34oL9FSTvy64sA"u8);
        writer.Add(StunAttributeType.Realm, "example.org"u8);
        writer.AddPasswordAlgorithm(PasswordAlgorithm.Sha256);
        writer.AddMessageIntegritySha256(Key(PasswordAlgorithm.Sha256));
        Assert.Equal(HexFile.Vector("rfc8489-b.1-long-term-request"), writer.Written);
    }

    private static byte[] Key(PasswordAlgorithm algorithm)
    {
        var key = new byte[LongTermKey.MaxLength];
        return key[..LongTermKey.Derive(algorithm, Username, Realm, Password, key)];
    }

    private static string Text(in StunMessage message, StunAttributeType type)
    {
        Assert.True(message.TryFind(type, out var attribute));
        return Encoding.UTF8.GetString(attribute.Value);
    }
}
