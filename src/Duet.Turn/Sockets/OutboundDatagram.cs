using Duet.Stun;

namespace Duet.Turn.Sockets;

/// <summary>A datagram to send: a header and a payload, which need not lie side by side in memory, and zeros after them.</summary>
internal readonly ref struct OutboundDatagram
{
    /// <summary>Room for the header of a Data indication from an IPv6 peer, 48 bytes (RFC 8656 section 11.3), and some more.</summary>
    public const int MaxHeaderBytes = 64;

    /// <summary>What a STUN attribute may need to end on a multiple of 4 bytes (RFC 8489 section 14).</summary>
    public const int MaxPaddingBytes = 3;

    public required TransportAddress To { get; init; }

    /// <summary>The local address to send from, for a socket bound to the wildcard. Default: the system chooses.</summary>
    public InternetAddress From { get; init; }

    /// <summary>At most <see cref="MaxHeaderBytes"/>. Default: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer.</exception>
    public ReadOnlySpan<byte> Header
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, MaxHeaderBytes, nameof(Header));
            field = value;
        }
    }

    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Zeros after the payload, 0 to <see cref="MaxPaddingBytes"/>. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int PaddingBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)value, (uint)MaxPaddingBytes, nameof(PaddingBytes));
            field = value;
        }
    }

    /// <summary>The same with its payload elsewhere.</summary>
    public OutboundDatagram With(ReadOnlySpan<byte> payload) => new()
    {
        To = To,
        From = From,
        Header = Header,
        Payload = payload,
        PaddingBytes = PaddingBytes,
    };

    public int Length => Header.Length + Payload.Length + PaddingBytes;
}
