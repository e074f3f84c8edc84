using System.Runtime.InteropServices;

namespace Duet.Turn.Sockets.Linux;

/// <summary>The errors that a socket's datagrams caused (ip(7), IP_RECVERR).</summary>
internal static unsafe class LinuxErrorQueue
{
    private const int ControlBytes = 256;
    private const byte OriginIcmp = 2; // SO_EE_ORIGIN_ICMP
    private const byte OriginIcmp6 = 3; // SO_EE_ORIGIN_ICMP6
    private const byte DestinationUnreachable = 3, FragmentationNeeded = 4; // RFC 792
    private const byte PacketTooBig = 2; // RFC 4443 section 3.2

    public static bool TryRead(int descriptor, out PeerError error)
    {
        NativeAddress name = default;
        var control = stackalloc byte[ControlBytes];
        while (true)
        {
            var message = new MessageHeader { Name = &name, NameLength = NativeAddress.MaxLength, Control = control, ControlLength = ControlBytes };
            var length = LinuxCalls.ReceiveError(descriptor, &message);
            if (length < 0) break;
            if (TryRead(message, out error)) return true;
        }

        // An error that found no room in the queue is pending all the same, and the socket would poll as one with an error for ever.
        LinuxCalls.GetOption(descriptor, SocketOption.PendingError, out _);
        error = default;
        return false;
    }

    // What did not come by ICMP was already told to the sender: that a datagram is larger than the local link takes.
    private static bool TryRead(in MessageHeader message, out PeerError error)
    {
        error = default;
        var value = (ExtendedError*)ControlMessages.Find(message, SocketOption.IPv4Errors);
        if (value is null) value = (ExtendedError*)ControlMessages.Find(message, SocketOption.IPv6Errors);
        if (value is null || value->Origin is not (OriginIcmp or OriginIcmp6)) return false;

        error = new PeerError(message.Name->ToTransportAddress(), value->Type, value->Code, TellsMtu(*value) ? value->Info : 0);
        return true;
    }

    // RFC 8656 section 18.13: for all other types and codes the error data is zero.
    private static bool TellsMtu(in ExtendedError error) => error.Origin is OriginIcmp
        ? error is { Type: DestinationUnreachable, Code: FragmentationNeeded }
        : error.Type is PacketTooBig;

    /// <summary><c>struct sock_extended_err</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ExtendedError
    {
        public readonly uint Errno;
        public readonly byte Origin;
        public readonly byte Type;
        public readonly byte Code;
        public readonly byte Padding;
        public readonly uint Info;
        public readonly uint Data;
    }
}
