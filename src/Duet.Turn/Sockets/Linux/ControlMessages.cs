using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Duet.Stun;

namespace Duet.Turn.Sockets.Linux;

/// <summary>The control messages beside a datagram (<c>struct cmsghdr</c>, cmsg(3)).</summary>
internal static unsafe class ControlMessages
{
    /// <summary>Room for what a received datagram carries: local address, size of the segments, number of drops.</summary>
    public const int ReceiveBytes = LocalAddressBytes + 2 * IntegerBytes;

    /// <summary>Room for what a sent datagram carries: local address, and after it the size of the segments.</summary>
    public const int SendBytes = LocalAddressBytes + IntegerBytes;

    /// <summary>What a message with one number takes, which all but the local address are.</summary>
    public const int IntegerBytes = 24;

    /// <summary>What the larger of the messages with a local address takes.</summary>
    public const int LocalAddressBytes = 40;

    private const int IPv4LocalAddressBytes = 32;

    /// <summary>The value of the message of this kind, or null.</summary>
    public static byte* Find(in MessageHeader message, SocketOption kind)
    {
        var at = message.Control;
        var end = at + message.ControlLength;
        while (end - at >= sizeof(Header))
        {
            var header = (Header*)at;
            if (header->Level == kind.Level && header->Type == kind.Name) return at + sizeof(Header);
            at += (header->Length + 7) & ~(nuint)7;
        }

        return null;
    }

    /// <summary>The address in a message that <see cref="Find"/> found.</summary>
    public static InternetAddress ReadLocalAddress(byte* value, InternetAddressFamily family) => family is InternetAddressFamily.IPv4
        ? InternetAddress.IPv4(BinaryPrimitives.ReverseEndianness(((IPv4LocalAddress*)value)->Local))
        : InternetAddress.IPv6(BinaryPrimitives.ReadUInt128BigEndian(new ReadOnlySpan<byte>(value, sizeof(UInt128))));

    /// <summary>Asks to send from <paramref name="source"/>. Returns the bytes written.</summary>
    public static int WriteLocalAddress(byte* destination, in InternetAddress source)
    {
        new Span<byte>(destination, LocalAddressBytes).Clear();
        var value = destination + sizeof(Header);
        if (source.Family is InternetAddressFamily.IPv4)
        {
            *(Header*)destination = new(SocketOption.IPv4LocalAddress, sizeof(IPv4LocalAddress));
            source.WriteTo(new Span<byte>(&((IPv4LocalAddress*)value)->Local, source.Length));
            return IPv4LocalAddressBytes;
        }

        *(Header*)destination = new(SocketOption.IPv6LocalAddress, source.Length + sizeof(int)); // The index of the interface stays 0: any.
        source.WriteTo(new Span<byte>(value, source.Length));
        return LocalAddressBytes;
    }

    /// <summary>Asks to cut the message into datagrams of this size. Returns the bytes written.</summary>
    public static int WriteSegmentation(byte* destination, ushort segmentBytes)
    {
        *(Header*)destination = new(SocketOption.Segmentation, sizeof(ushort));
        *(ulong*)(destination + sizeof(Header)) = segmentBytes;
        return IntegerBytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Header(SocketOption kind, int valueBytes)
    {
        public readonly nuint Length = (nuint)(16 + valueBytes);
        public readonly int Level = kind.Level;
        public readonly int Type = kind.Name;
    }

    /// <summary><c>struct in_pktinfo</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct IPv4LocalAddress
    {
        public readonly int Interface;
        public readonly uint Local; // To reply from, also where the datagram was broadcast.
        public readonly uint Destination;
    }
}
