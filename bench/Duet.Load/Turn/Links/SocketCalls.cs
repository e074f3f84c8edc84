using System.Runtime.InteropServices;

namespace Duet.Load.Turn.Links;

/// <summary>Many datagrams for one system call; the layouts are those of 64-bit Linux.</summary>
internal static unsafe partial class SocketCalls
{
    public const int DoNotWait = 0x40;
    public const int WouldBlock = 11;
    public const int NoBuffers = 105;

    [StructLayout(LayoutKind.Sequential)]
    public struct Vector
    {
        public byte* Bytes;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public void* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct BatchedMessage
    {
        public Message Message;
        public uint Transferred;
    }

    [LibraryImport("libc", SetLastError = true)]
    public static partial int recvmmsg(int descriptor, BatchedMessage* messages, uint count, int flags, nint timeout);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int sendmmsg(int descriptor, BatchedMessage* messages, uint count, int flags);
}
