using System.Security.Cryptography;
using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests.Integrity;

public sealed class MessageIntegritySha256Tests
{
    private static readonly byte[] _key = "a key"u8.ToArray();

    // RFC 8489 section 14.6: at least 16 bytes, at most 32, a multiple of 4.
    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    public void Verify_LengthThatIsAllowed_IsTrue(int length)
    {
        Assert.True(StunMessage.TryRead(Signed(length), out var message));
        Assert.True(MessageIntegritySha256.Verify(message, _key));
        Assert.False(MessageIntegritySha256.Verify(message, "another"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(36)]
    [InlineData(64)]
    public void Verify_LengthThatIsNotAllowed_IsFalse(int length)
    {
        // Whether who sent it counted the padding or not.
        foreach (var counted in (int[])[length, (length + 3) & ~3])
        {
            Assert.True(StunMessage.TryRead(Signed(length, counted), out var message));
            Assert.False(MessageIntegritySha256.Verify(message, _key));
        }
    }

    [Fact]
    public void Verify_CutAfterwards_IsFalse()
    {
        // The length field is part of what is hashed: nobody on the way can cut a code.
        var bytes = Signed(32)[..^4];
        bytes[3] -= 4;
        bytes[StunHeader.Size + 3] = 28;
        Assert.True(StunMessage.TryRead(bytes, out var message));
        Assert.False(MessageIntegritySha256.Verify(message, _key));
    }

    [Fact]
    public void Verify_AnyBitIsAnother_IsFalse()
    {
        var sample = Signed(32);
        for (var bit = 0; bit < sample.Length * 8; bit++)
        {
            byte[] bytes = [.. sample];
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(StunMessage.TryRead(bytes, out var message) && MessageIntegritySha256.Verify(message, _key));
        }
    }

    [Fact]
    public void Verify_BehindMessageIntegrity_CoversIt()
    {
        var writer = new StunMessageWriter(new byte[200], StunClass.Request, StunMethod.Allocate, default);
        writer.AddMessageIntegrity(_key);
        writer.AddMessageIntegritySha256(_key);
        var bytes = writer.Written.ToArray();
        bytes[StunHeader.Size + 4] ^= 1;
        Assert.True(StunMessage.TryRead(bytes, out var message));
        Assert.False(MessageIntegrity.Verify(message, _key));
        Assert.False(MessageIntegritySha256.Verify(message, _key));
    }

    [Fact]
    public void Verify_MessageIntegrityBehindIt_IsNotThere()
    {
        // RFC 8489 section 14.6: a MESSAGE-INTEGRITY that somebody appended is not looked at.
        byte[] bytes = [.. Signed(32), .. Raw.Attribute(StunAttributeType.MessageIntegrity, new byte[20])];
        bytes[3] = (byte)(bytes.Length - StunHeader.Size);
        Assert.True(StunMessage.TryRead(bytes, out var message));
        Assert.False(message.Has(StunAttributeType.MessageIntegrity));
        Assert.True(MessageIntegritySha256.Verify(message, _key));
    }

    [Fact]
    public void Verify_NoIntegrity_IsFalse()
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector("rfc5769-2.1-request"), out var message));
        Assert.False(MessageIntegritySha256.Verify(message, _key));
    }

    private static byte[] Signed(int length) => Signed(length, counted: length);

    // The code of the RFC cut or lengthened, computed as who sends it would, with so many bytes of it in the length field.
    private static byte[] Signed(int length, int counted)
    {
        var bytes = Raw.Message(Raw.BindingRequest, Raw.Attribute(StunAttributeType.MessageIntegritySha256, new byte[length]));
        var header = Raw.WithLength(Raw.BindingRequest, 4 + counted);
        byte[] code = [.. HMACSHA256.HashData(_key, header), .. new byte[64]];
        code.AsSpan(0, length).CopyTo(bytes.AsSpan(StunHeader.Size + 4));
        return bytes;
    }
}
