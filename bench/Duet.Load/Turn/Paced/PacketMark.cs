using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Duet.Load.Turn.Paced;

/// <summary>
/// What a payload begins and ends with: which run, who sent it, its number, when, and the number again at the end. The first byte is that
/// of RTP, as relays look at first bytes.
/// </summary>
internal sealed class PacketMark
{
    /// <summary>Bytes that a payload must have at least.</summary>
    public const int LeastBytes = SentAtOffset + sizeof(long) + sizeof(uint);

    private const int SenderOffset = sizeof(uint);
    private const int NumberOffset = SenderOffset + sizeof(int);
    private const int SentAtOffset = NumberOffset + sizeof(uint);
    private const uint RtpVersion2 = 0x80000000;

    private readonly uint _run = RtpVersion2 | (uint)RandomNumberGenerator.GetInt32(1 << 24);

    public void Write(Span<byte> payload, int sender, uint number, long sentAt)
    {
        BinaryPrimitives.WriteUInt32BigEndian(payload, _run);
        BinaryPrimitives.WriteInt32BigEndian(payload[SenderOffset..], sender);
        BinaryPrimitives.WriteUInt32BigEndian(payload[NumberOffset..], number);
        BinaryPrimitives.WriteInt64BigEndian(payload[SentAtOffset..], sentAt);
        BinaryPrimitives.WriteUInt32BigEndian(payload[^sizeof(uint)..], number);
    }

    /// <summary>False where the payload is not one of this run, whole.</summary>
    public bool TryRead(ReadOnlySpan<byte> payload, out int sender, out uint number, out long sentAt)
    {
        (sender, number, sentAt) = (0, 0, 0);
        if (payload.Length < LeastBytes || BinaryPrimitives.ReadUInt32BigEndian(payload) != _run) return false;
        sender = BinaryPrimitives.ReadInt32BigEndian(payload[SenderOffset..]);
        number = BinaryPrimitives.ReadUInt32BigEndian(payload[NumberOffset..]);
        sentAt = BinaryPrimitives.ReadInt64BigEndian(payload[SentAtOffset..]);
        return number == BinaryPrimitives.ReadUInt32BigEndian(payload[^sizeof(uint)..]);
    }
}
