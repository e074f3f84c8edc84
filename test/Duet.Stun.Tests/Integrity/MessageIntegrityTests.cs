using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests.Integrity;

public sealed class MessageIntegrityTests
{
    private static readonly byte[] _key = "VOkJxbRl1RmTxUk/WvJxBt"u8.ToArray();

    [Fact]
    public void Verify_AnotherKey_IsFalse()
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector("rfc5769-2.1-request"), out var message));
        Assert.False(MessageIntegrity.Verify(message, "VOkJxbRl1RmTxUk/WvJxBu"u8));
        Assert.False(MessageIntegrity.Verify(message, []));
    }

    [Fact]
    public void Verify_AnyBitBeforeItsEndIsAnother_IsFalse()
    {
        var sample = HexFile.Vector("rfc5769-2.1-request");
        for (var bit = 0; bit < (sample.Length - 8) * 8; bit++)
        {
            byte[] bytes = [.. sample];
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(StunMessage.TryRead(bytes, out var message) && MessageIntegrity.Verify(message, _key));
        }
    }

    [Fact]
    public void Verify_WhatFollowsIsAnother_IsTrue()
    {
        // RFC 8489 section 14.5: the length field is taken as if nothing followed.
        var sample = HexFile.Vector("rfc5769-2.1-request");
        var cut = sample[..^8];
        byte[] longer = [.. sample, .. Raw.Attribute(StunAttributeType.Lifetime, 1, 2, 3, 4), .. Raw.Attribute(StunAttributeType.Software, 5)];
        foreach (var bytes in (byte[][])[cut, longer])
        {
            bytes[3] = (byte)(bytes.Length - StunHeader.Size);
            Assert.True(StunMessage.TryRead(bytes, out var message));
            Assert.True(MessageIntegrity.Verify(message, _key));
            Assert.False(message.Has(StunAttributeType.Lifetime));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(32)]
    [InlineData(64)]
    public void Verify_AnotherLength_IsFalse(int length)
    {
        var bytes = Signed(length);
        Assert.True(StunMessage.TryRead(bytes, out var message));
        Assert.False(MessageIntegrity.Verify(message, _key));
    }

    [Fact]
    public void Verify_MadeByHand_IsTrue()
    {
        Assert.True(StunMessage.TryRead(Signed(MessageIntegrity.Length), out var message));
        Assert.True(MessageIntegrity.Verify(message, _key));
    }

    [Fact]
    public void Verify_NoIntegrity_IsFalse()
    {
        Assert.True(StunMessage.TryRead(HexFile.Vector("rfc8489-b.1-long-term-request"), out var message));
        Assert.False(MessageIntegrity.Verify(message, _key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2000)]
    [InlineData(2024)]
    [InlineData(2025)]
    [InlineData(60_000)]
    public void Verify_MessageOfAnyLengthWithFingerprint_IsTrue(int length)
    {
        var writer = new StunMessageWriter(new byte[70_000], StunClass.Indication, StunMethod.Send, default);
        writer.Add(StunAttributeType.Data, new byte[length]);
        writer.AddMessageIntegrity(_key);
        writer.AddFingerprint();
        Assert.True(StunMessage.TryRead(writer.Written, out var message));
        Assert.True(MessageIntegrity.Verify(message, _key));
        Assert.False(MessageIntegrity.Verify(message, [0]));
    }

    // The code of the RFC cut or lengthened, computed as who sends it would.
    [SuppressMessage("Security", "CA5350", Justification = "RFC 8489 section 14.5")]
    private static byte[] Signed(int length)
    {
        var bytes = Raw.Message(Raw.BindingRequest, Raw.Attribute(StunAttributeType.MessageIntegrity, new byte[length]));
        byte[] code = [.. HMACSHA1.HashData(_key, bytes.AsSpan(0, StunHeader.Size)), .. new byte[64]];
        code.AsSpan(0, length).CopyTo(bytes.AsSpan(StunHeader.Size + 4));
        return bytes;
    }
}
