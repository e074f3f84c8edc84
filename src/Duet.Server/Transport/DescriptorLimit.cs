using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Duet.Server.Transport;

/// <summary>How many descriptors the process may have, and when connections have had enough of them.</summary>
internal static partial class DescriptorLimit
{
    // The runtime takes two for a moment where it starts a thread, and ends the process ("Out of memory") where there are none; and it takes
    // one to load an assembly.
    private const int Reserve = 32;
    private const int FileDescriptors = 7; // RLIMIT_NOFILE

    /// <summary>Whether a socket is among the last that there are. The kernel gives out the lowest descriptor that is free.</summary>
    public static bool IsNear(Socket socket) =>
        getrlimit(FileDescriptors, out var limit) == 0 && (ulong)socket.SafeHandle.DangerousGetHandle() + Reserve >= limit.Soft;

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, out Limit limit);

    private readonly struct Limit
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
