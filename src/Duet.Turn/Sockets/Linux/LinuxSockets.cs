using System.Net.Sockets;
using System.Runtime.InteropServices;
using Duet.Stun;

namespace Duet.Turn.Sockets.Linux;

/// <summary>Batches of system calls, runs of datagrams in one, and epoll.</summary>
internal sealed class LinuxSockets : ISocketLayer
{
    /// <summary>Whether this system has all that is needed. The layouts are those of x64 and arm64; a sandbox may refuse the batch calls.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
        && HasBatchCalls();

    /// <summary>Whether the kernel knows UDP_SEGMENT. An older one would send a run as one large datagram.</summary>
    public static bool KernelSegments { get; } = HasSegmentation();

    public bool SharesPorts => true;

    public bool ChoosesSource => true;

    public IDatagramSocket? Bind(in TransportAddress local, SocketUse use)
    {
        var name = new NativeAddress(local);
        var descriptor = new Descriptor(Opened(LinuxCalls.OpenSocket(name.Family)));
        LinuxSocketOptions.Apply(descriptor.Number, local, use);
        var result = LinuxCalls.Bind(descriptor.Number, name);
        if (result >= 0 && local.Port == 0) result = LinuxCalls.GetLocalAddress(descriptor.Number, out name);
        if (result >= 0) return new LinuxSocket(descriptor, name.ToTransportAddress(), use);

        descriptor.Dispose();
        return -result is Errno.AddressInUse ? null : throw ExceptionFor(-result);
    }

    public IPoller CreatePoller() => new LinuxPoller(new(Opened(LinuxCalls.OpenPoller())), new(Opened(LinuxCalls.OpenEvent())));

    public IReceiveBatch CreateReceiveBatch() => new LinuxReceiveBatch();

    public ISendBatch CreateSendBatch(IReceiveBatch? received) => new LinuxSendBatch((LinuxReceiveBatch?)received, LinuxCalls.SendBatch);

    private static int Opened(int result) => result >= 0 ? result : throw ExceptionFor(-result);

    private static SocketException ExceptionFor(int error) => new((int)(error switch
    {
        Errno.AccessDenied => SocketError.AccessDenied,
        Errno.AddressNotAvailable => SocketError.AddressNotAvailable,
        Errno.FamilyNotSupported => SocketError.AddressFamilyNotSupported,
        Errno.TooManyFiles => SocketError.TooManyOpenSockets,
        _ => SocketError.SocketError,
    }), Marshal.GetPInvokeErrorMessage(error));

    private static bool HasSegmentation()
    {
        var opened = LinuxCalls.OpenSocket(NativeAddress.IPv4Family);
        if (opened < 0) return false;

        using var descriptor = new Descriptor(opened);
        return LinuxCalls.SetOption(opened, SocketOption.Segmentation, 0) >= 0;
    }

    private static bool HasBatchCalls()
    {
        var opened = LinuxCalls.OpenSocket(NativeAddress.IPv4Family);
        if (opened < 0) return false;

        using var descriptor = new Descriptor(opened);
        Span<BatchedMessage> messages = [default];
        return -LinuxCalls.ReceiveBatch(opened, messages) is Errno.TryAgain && LinuxCalls.SendBatch(opened, messages[..0]) is 0;
    }
}
