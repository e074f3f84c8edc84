using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Transport;

/// <summary>
/// A connected, non-blocking TCP socket and what is known of its readiness, so that it is tried only when it may have something to do.
/// </summary>
internal sealed class PolledSocket
{
    private static int _count;

    private readonly Socket _socket;
    private readonly SafeSocketHandle _handle;
    private readonly Poller _poller;
    private readonly int _descriptor;
    private readonly Action _onOver;
    private Exception? _fault;
    private bool _isReadHungUp;
    private int _isClosed;

    /// <param name="socket">Connected; this one closes it.</param>
    /// <param name="onOver">Called on any thread, perhaps more than once, when the other side sends no more or the connection is lost.</param>
    public PolledSocket(Socket socket, Action onOver)
    {
        socket.Blocking = false;
        _socket = socket;
        _onOver = onOver;
        _handle = socket.SafeHandle;
        _descriptor = (int)_handle.DangerousGetHandle();
        _poller = Poller.Next();
    }

    public ReadinessSignal Readable { get; } = new();

    public ReadinessSignal Writable { get; } = new();

    /// <summary>Tells it from those that had its descriptor before.</summary>
    public int Number { get; } = Interlocked.Increment(ref _count);

    /// <summary>Why it was cut or is lost, where it is.</summary>
    public Exception? Fault => Volatile.Read(ref _fault);

    public void Start() => _poller.Add(_descriptor, Number, this);

    public void Signal(int number, Epoll.Readiness readiness)
    {
        if (number != Number) return;

        const Epoll.Readiness lost = Epoll.Readiness.Error | Epoll.Readiness.HungUp;
        const Epoll.Readiness over = lost | Epoll.Readiness.ReadHungUp;
        if ((readiness & over) != 0) Volatile.Write(ref _isReadHungUp, true);
        if ((readiness & (over | Epoll.Readiness.Readable)) != 0) Readable.Set();
        if ((readiness & (lost | Epoll.Readiness.Writable)) != 0) Writable.Set();
        if ((readiness & over) != 0) _onOver();
    }

    /// <summary>Receives what is there: 0 where the other side sends no more, -1 where nothing is there yet.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public int Receive(Span<byte> destination)
    {
        Readable.Clear();
        var count = SocketCalls.Receive(_handle, destination, out var error);
        if (error is SocketError.WouldBlock) return -1;
        if (error is not SocketError.Success || (count == 0 && Fault is not null))
        {
            Readable.Set(); // Whoever asks again is told again.
            throw Lost(error);
        }

        // Less than there was room for means that nothing is left (epoll(7)), and more to come is told; but not an end that was told already.
        if (count == destination.Length || Volatile.Read(ref _isReadHungUp)) Readable.Set();
        return count;
    }

    /// <summary>Sends what the socket takes now; -1: nothing.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        Writable.Clear();
        var count = SocketCalls.Send(_handle, bytes, out var error);
        return Sent(count, bytes.Length, error);
    }

    /// <inheritdoc cref="Send(ReadOnlySpan{byte})"/>
    public int Send(List<ArraySegment<byte>> bytes, int totalBytes)
    {
        Writable.Clear();
        var count = _socket.Send(bytes, SocketFlags.None, out var error);
        return Sent(count, totalBytes, error);
    }

    /// <summary>
    /// Ends both directions. Whatever waits goes on, not within this call, and fails with <paramref name="fault"/>. From any thread, more
    /// than once.
    /// </summary>
    public void Cut(Exception fault)
    {
        Interlocked.CompareExchange(ref _fault, fault, null);
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // It is over already.
        }

        Readable.SetFromOutside();
        Writable.SetFromOutside();
    }

    /// <summary>Closes the socket. Whatever still waits goes on, and finds it closed.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0) return;

        _poller.Remove(_descriptor);
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The other side was faster.
        }

        _socket.Dispose();
        Readable.SetFromOutside();
        Writable.SetFromOutside();
    }

    private int Sent(int count, int bytes, SocketError error)
    {
        if (error is SocketError.WouldBlock) return -1;
        if (error is not SocketError.Success) throw Lost(error);

        if (count == bytes) Writable.Set();
        return count;
    }

    // The kernel says it once, and calls the same connection ended later: so it is kept. And the polling thread may be the one that is sending,
    // and hear of it only when it is done: so it is told from here as well.
    private ConnectionResetException Lost(SocketError error)
    {
        if (Fault is null) Interlocked.CompareExchange(ref _fault, new SocketException((int)error), null);
        _onOver();
        return new ConnectionResetException("The connection is lost.", Fault!);
    }
}
