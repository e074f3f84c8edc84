using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Duet.Server.Transport;

/// <summary>Receiving and sending on a non-blocking socket, without what <see cref="Socket"/> does around the system call.</summary>
internal static partial class SocketCalls
{
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL: a lost connection is an error and no SIGPIPE.
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;
    private const int ConnectionReset = 104;
    private const int TimedOut = 110;

    /// <summary>Returns how many bytes came; on -1, <paramref name="error"/> says why.</summary>
    public static int Receive(SafeSocketHandle socket, Span<byte> destination, out SocketError error)
    {
        nint count;
        do count = recv(socket, destination, destination.Length, flags: 0);
        while (count < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        error = count < 0 ? LastError() : SocketError.Success;
        return (int)count;
    }

    /// <summary>Returns how many bytes were taken; on -1, <paramref name="error"/> says why.</summary>
    public static int Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, out SocketError error)
    {
        nint count;
        do count = send(socket, bytes, bytes.Length, NoSignal);
        while (count < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        error = count < 0 ? LastError() : SocketError.Success;
        return (int)count;
    }

    private static SocketError LastError() => Marshal.GetLastPInvokeError() switch
    {
        TryAgain => SocketError.WouldBlock,
        BrokenPipe => SocketError.Shutdown,
        ConnectionReset => SocketError.ConnectionReset,
        TimedOut => SocketError.TimedOut,
        _ => SocketError.SocketError,
    };

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeSocketHandle socket, Span<byte> buffer, nint bytes, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, nint count, int flags);
}
