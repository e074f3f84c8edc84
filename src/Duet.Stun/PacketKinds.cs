using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>Tells datagrams apart by their first bytes (RFC 8656 section 12, RFC 8489 section 6.3).</summary>
public static class PacketKinds
{
    /// <summary>What the datagram claims to be. Whether it is well-formed is for the reader of that kind to say.</summary>
    public static PacketKind Of(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < ChannelData.HeaderSize) return PacketKind.Other;
        return (datagram[0] >> 6) switch
        {
            0 when HasCookie(datagram) => PacketKind.Stun,
            1 => PacketKind.ChannelData,
            _ => PacketKind.Other,
        };
    }

    private static bool HasCookie(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= StunHeader.Size
        && BinaryPrimitives.ReadUInt32BigEndian(datagram[StunHeader.CookieOffset..]) == StunHeader.MagicCookie;
}
