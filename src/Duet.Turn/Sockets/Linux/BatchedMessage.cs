using System.Runtime.InteropServices;

namespace Duet.Turn.Sockets.Linux;

/// <summary><c>struct mmsghdr</c>: one message of recvmmsg and sendmmsg.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BatchedMessage
{
    public MessageHeader Header;

    /// <summary>Bytes received or sent, set by the kernel.</summary>
    public uint Length;
}
