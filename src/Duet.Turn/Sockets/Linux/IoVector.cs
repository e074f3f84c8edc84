using System.Runtime.InteropServices;

namespace Duet.Turn.Sockets.Linux;

/// <summary><c>struct iovec</c>: a piece of memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    public byte* Start;
    public nuint Length;
}
