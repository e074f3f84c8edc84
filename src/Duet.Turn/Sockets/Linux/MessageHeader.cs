using System.Runtime.InteropServices;

namespace Duet.Turn.Sockets.Linux;

/// <summary><c>struct msghdr</c> of a 64-bit system: an address, pieces of memory, and control messages.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public NativeAddress* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public byte* Control;
    public nuint ControlLength;
    public int Flags;
}
