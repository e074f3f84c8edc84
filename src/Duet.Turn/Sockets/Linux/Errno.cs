namespace Duet.Turn.Sockets.Linux;

/// <summary>Why a call failed: the numbers of x64 and arm64 (errno.h).</summary>
internal static class Errno
{
    public const int Interrupted = 4; // EINTR
    public const int InputOutput = 5; // EIO
    public const int TryAgain = 11; // EAGAIN
    public const int AccessDenied = 13; // EACCES
    public const int InvalidArgument = 22; // EINVAL
    public const int TooManyFiles = 24; // EMFILE
    public const int NoNetwork = 64; // ENONET
    public const int Protocol = 71; // EPROTO
    public const int MessageSize = 90; // EMSGSIZE
    public const int NoProtocolOption = 92; // ENOPROTOOPT
    public const int NotSupported = 95; // EOPNOTSUPP
    public const int FamilyNotSupported = 97; // EAFNOSUPPORT
    public const int AddressInUse = 98; // EADDRINUSE
    public const int AddressNotAvailable = 99; // EADDRNOTAVAIL
    public const int NetworkUnreachable = 101; // ENETUNREACH
    public const int ConnectionRefused = 111; // ECONNREFUSED
    public const int HostDown = 112; // EHOSTDOWN
    public const int HostUnreachable = 113; // EHOSTUNREACH

    /// <summary>
    /// Whether an ICMP message turns into this error (ip(7), IP_RECVERR). The call that reports it did nothing, and the next one is free of it:
    /// it is about a datagram that was sent before, perhaps to somebody else.
    /// </summary>
    public static bool MayBeOfAnEarlierDatagram(int error) => error is NetworkUnreachable or HostUnreachable or ConnectionRefused or MessageSize
        or NoProtocolOption or NotSupported or HostDown or NoNetwork or Protocol or AccessDenied;

    /// <summary>
    /// Whether a run may be refused with this where its datagrams one by one are not: EIO where the way out computes no checksums,
    /// EINVAL or EMSGSIZE (it depends on the kernel's version) where a datagram is larger than the path's MTU.
    /// </summary>
    public static bool MayBeOfSegmentation(int error) => error is InputOutput or InvalidArgument or MessageSize;
}
