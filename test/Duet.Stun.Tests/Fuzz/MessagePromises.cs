using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Duet.Stun.Tests.Fuzz;

/// <summary>What the codec promises of bytes that it took for a message.</summary>
internal static class MessagePromises
{
    public static int Check(in StunMessage message)
    {
        var outcome = CheckAttributes(message);
        CheckWrittenAgain(message);
        return HashCode.Combine(outcome, CheckIntegrity(message), Fingerprint.Verify(message));
    }

    private static int CheckAttributes(in StunMessage message)
    {
        var outcome = default(HashCode);
        var end = StunHeader.Size;
        var seen = new HashSet<StunAttributeType>();
        foreach (var attribute in message.Attributes)
        {
            Assert.True(attribute.Offset >= end && attribute.Offset % 4 == 0);
            end = attribute.End;
            Assert.InRange(end, attribute.Offset + StunAttribute.HeaderSize, message.Bytes.Length);
            Assert.True(MayFollow(seen, attribute.Type));

            Assert.True(message.TryFind(attribute.Type, out var first));
            Assert.Equal(seen.Add(attribute.Type), first.Offset == attribute.Offset);

            outcome.Add(attribute.Type);
            outcome.Add(AttributePromises.Check(attribute, message.TransactionId));
        }

        return outcome.ToHashCode();
    }

    // RFC 8489 sections 14.5 to 14.7, put another way than the codec does.
    private static bool MayFollow(HashSet<StunAttributeType> seen, StunAttributeType type)
    {
        if (seen.Contains(StunAttributeType.Fingerprint)) return false;
        if (type is StunAttributeType.Fingerprint) return true;
        if (seen.Contains(StunAttributeType.MessageIntegritySha256)) return false;
        return type is StunAttributeType.MessageIntegritySha256 || !seen.Contains(StunAttributeType.MessageIntegrity);
    }

    private static void CheckWrittenAgain(in StunMessage message)
    {
        var writer = new StunMessageWriter(new byte[message.Bytes.Length], message.Class, message.Method, message.TransactionId);
        foreach (var attribute in message.Attributes) writer.Add(attribute.Type, attribute.Value);

        Assert.True(StunMessage.TryRead(writer.Written, out var again));
        Assert.Equal((message.Class, message.Method, message.TransactionId), (again.Class, again.Method, again.TransactionId));
        var others = again.Attributes.GetEnumerator();
        foreach (var attribute in message.Attributes)
        {
            Assert.True(others.MoveNext());
            Assert.Equal(attribute.Type, others.Current.Type);
            Assert.Equal(attribute.Value, others.Current.Value);
        }

        Assert.False(others.MoveNext());
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 8489 section 14.5")]
    private static (bool Sha1, bool Sha256) CheckIntegrity(in StunMessage message)
    {
        var sha1 = MessageIntegrity.Verify(message, CodecPromises.Md5Key);
        var sha256 = MessageIntegritySha256.Verify(message, CodecPromises.Sha256Key);
        if (message.TryFind(StunAttributeType.MessageIntegrity, out var attribute))
        {
            var code = HMACSHA1.HashData(CodecPromises.Md5Key, Covered(message, attribute));
            Assert.Equal(attribute.Value.SequenceEqual(code), sha1);
        }

        if (message.TryFind(StunAttributeType.MessageIntegritySha256, out attribute))
        {
            var code = HMACSHA256.HashData(CodecPromises.Sha256Key, Covered(message, attribute));
            var isAllowed = attribute.Value.Length is 16 or 20 or 24 or 28 or 32;
            Assert.Equal(isAllowed && attribute.Value.SequenceEqual(code.AsSpan(0, attribute.Value.Length)), sha256);
        }

        return (sha1, sha256);
    }

    private static byte[] Covered(in StunMessage message, in StunAttribute attribute)
    {
        var covered = message.Bytes[..attribute.Offset].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(covered.AsSpan(2), (ushort)(attribute.Offset + 4 + attribute.Value.Length - StunHeader.Size));
        return covered;
    }
}
