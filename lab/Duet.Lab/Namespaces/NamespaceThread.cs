using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Duet.Lab.Namespaces;

/// <summary>Does something on a thread that sees another network; sockets and devices made there belong to that network for good.</summary>
internal static partial class NamespaceThread
{
    private const int NetworkNamespaces = 0x40000000; // CLONE_NEWNET

    public static T Run<T>(string name, Func<T> work)
    {
        T result = default!;
        Exception? fault = null;
        // A thread of its own, that ends afterwards: nothing else ever runs in the other network by mistake.
        var thread = new Thread(() =>
        {
            try
            {
                Enter(name);
                result = work();
            }
            catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
            {
                fault = exception;
            }
        });
        thread.Start();
        thread.Join();
        return fault is null ? result : throw new LabException($"{name}: {fault.Message}");
    }

    private static void Enter(string name)
    {
        using var file = File.OpenHandle(Path.Combine("/run/netns", name));
        if (setns(file, NetworkNamespaces) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setns(SafeFileHandle file, int kind);
}
