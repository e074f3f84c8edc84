using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Duet.Lab.Namespaces;
using Microsoft.Win32.SafeHandles;

namespace Duet.Lab.Wires;

/// <summary>A network card whose cable ends in this process. It is gone when this is disposed.</summary>
internal sealed partial class TapDevice : IDisposable
{
    /// <summary>The largest frame of a card with an MTU of 1500 bytes, a VLAN tag included.</summary>
    public const int LargestFrame = 1518;

    private const int ReadWrite = 2; // O_RDWR
    private const int NonBlocking = 0x800; // O_NONBLOCK
    private const nuint SetInterface = 0x400454ca; // TUNSETIFF
    private const short EthernetFrames = 0x0002 | 0x1000; // IFF_TAP, IFF_NO_PI: frames with nothing before them
    private const int RequestBytes = 40; // sizeof(struct ifreq)
    private const int FlagsOffset = 16; // behind the name

    private TapDevice(SafeFileHandle file) => File = file;

    public SafeFileHandle File { get; }

    /// <summary>Makes a card in a network.</summary>
    public static TapDevice Create(string network, string name) => NamespaceThread.Run(network, () => new TapDevice(Open(name)));

    /// <summary>Takes a frame that the network sent; 0 where there is none.</summary>
    public int Read(Span<byte> frame) => (int)Math.Max(0, read(File, frame, frame.Length));

    /// <summary>Hands a frame to the network. What the card does not take, being down for example, is lost, as on any wire.</summary>
    public void Write(ReadOnlySpan<byte> frame) => _ = write(File, frame, frame.Length);

    public void Dispose() => File.Dispose();

    private static SafeFileHandle Open(string name)
    {
        var file = new SafeFileHandle(open("/dev/net/tun", ReadWrite | NonBlocking), ownsHandle: true);
        if (file.IsInvalid) throw new Win32Exception(Marshal.GetLastPInvokeError(), "/dev/net/tun cannot be opened");

        Span<byte> request = stackalloc byte[RequestBytes];
        Encoding.ASCII.GetBytes(name, request);
        MemoryMarshal.Write(request[FlagsOffset..], EthernetFrames);
        if (ioctl(file, SetInterface, request) == 0) return file;

        var error = Marshal.GetLastPInvokeError();
        file.Dispose();
        throw new Win32Exception(error, "no TAP device can be made");
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ioctl(SafeFileHandle file, nuint request, Span<byte> argument);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint read(SafeFileHandle file, Span<byte> buffer, nint bytes);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nint bytes);
}
