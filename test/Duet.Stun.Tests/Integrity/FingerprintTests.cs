using System.Buffers.Binary;
using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests.Integrity;

public sealed class FingerprintTests
{
    [Fact]
    public void Verify_AnyBitIsAnother_IsFalse()
    {
        var sample = HexFile.Vector("rfc5769-2.2-ipv4-response");
        for (var bit = 0; bit < sample.Length * 8; bit++)
        {
            byte[] bytes = [.. sample];
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(StunMessage.TryRead(bytes, out var message) && Fingerprint.Verify(message));
        }
    }

    [Fact]
    public void Verify_NoFingerprint_IsFalse()
    {
        Assert.True(StunMessage.TryRead(Raw.Message(Raw.BindingRequest), out var message));
        Assert.False(Fingerprint.Verify(message));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Verify_AnotherLength_IsFalse(int length)
    {
        Assert.True(StunMessage.TryRead(
            Raw.Message(Raw.BindingRequest, Raw.Attribute(StunAttributeType.Fingerprint, new byte[length])), out var message));
        Assert.False(Fingerprint.Verify(message));
    }

    [Fact]
    public void Verify_AttributesAfterIt_IsFalse()
    {
        // RFC 8489 section 14.7: it is the last attribute. The checksum itself is right for this message.
        var bytes = Raw.Message(
            Raw.BindingRequest, Raw.Attribute(StunAttributeType.Fingerprint, new byte[4]), Raw.Attribute(StunAttributeType.Software, 1));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(StunHeader.Size + 4), Crc32.Compute(bytes.AsSpan(0, StunHeader.Size)) ^ 0x5354554E);
        Assert.True(StunMessage.TryRead(bytes, out var message));
        Assert.True(message.Has(StunAttributeType.Fingerprint));
        Assert.False(Fingerprint.Verify(message));
    }
}
