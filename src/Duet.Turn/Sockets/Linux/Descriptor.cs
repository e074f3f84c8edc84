using Microsoft.Win32.SafeHandles;

namespace Duet.Turn.Sockets.Linux;

/// <summary>A file descriptor. It is closed when it was disposed and the last of the other threads that are inside a call with it has left.</summary>
internal sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    private volatile bool _closing;

    public Descriptor(int number) : base(ownsHandle: true) => SetHandle(number);

    /// <summary>
    /// For the thread that disposes it, which needs no <see cref="TryEnter"/>. Once disposed -1, which every call refuses: the number may
    /// be another file's by then.
    /// </summary>
    public int Number => _closing ? -1 : (int)handle;

    /// <summary>For any other thread: keeps the descriptor open until <see cref="Exit"/>. False once it was disposed.</summary>
    public bool TryEnter(out int number)
    {
        number = (int)handle;
        if (_closing) return false;

        var entered = false;
        try
        {
            DangerousAddRef(ref entered);
        }
        catch (ObjectDisposedException)
        {
            // It was closed since the look at _closing.
        }

        return entered;
    }

    public void Exit() => DangerousRelease();

    protected override void Dispose(bool disposing)
    {
        _closing = true;
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle() => LinuxCalls.Close((int)handle) == 0;
}
