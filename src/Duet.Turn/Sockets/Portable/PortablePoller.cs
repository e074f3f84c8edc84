using System.Net;
using System.Net.Sockets;

namespace Duet.Turn.Sockets.Portable;

/// <summary>Asks the system for all sockets at each wait. A socket that sends to itself ends the wait.</summary>
internal sealed class PortablePoller : IPoller
{
    private const int MicrosecondsPerMillisecond = 1000;

    private readonly Socket _waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly List<(Socket Socket, int Token)> _watched = [];
    private readonly Dictionary<Socket, int> _tokens = [];
    private readonly List<Socket> _ready = [];
    private int _first;
    private int _woken;

    public PortablePoller()
    {
        _waker.Blocking = false;
        _waker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _waker.Connect(_waker.LocalEndPoint!);
    }

    public void Add(IDatagramSocket socket, int token)
    {
        var watched = ((PortableSocket)socket).Socket;
        _tokens.Add(watched, token);
        _watched.Add((watched, token));
    }

    public void Remove(IDatagramSocket socket)
    {
        var watched = ((PortableSocket)socket).Socket;
        _tokens.Remove(watched);
        _watched.RemoveAll(entry => ReferenceEquals(entry.Socket, watched));
    }

    public int Wait(Span<PollEvent> ready, int timeoutMilliseconds)
    {
        Collect();
        Socket.Select(_ready, null, null, Microseconds(timeoutMilliseconds));
        var taken = 0;
        foreach (var socket in _ready)
        {
            if (ReferenceEquals(socket, _waker)) EndWake();
            else if (taken < ready.Length) ready[taken++] = new PollEvent(_tokens[socket], Readable: true, Error: false);
        }

        return taken;
    }

    public void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) != 0) return;

        try
        {
            _waker.Send([0]);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }

    public void Dispose() => _waker.Dispose();

    // Begins with another socket each time, so that where events find no room, the same ones do not wait for ever.
    private void Collect()
    {
        _ready.Clear();
        _ready.Add(_waker);
        if (_watched.Count == 0) return;

        _first = (_first + 1) % _watched.Count;
        for (var i = 0; i < _watched.Count; i++) _ready.Add(_watched[(_first + i) % _watched.Count].Socket);
    }

    // First the datagram, then the mark: a Wake in between is answered by this Wait, which has not returned yet.
    private void EndWake()
    {
        Span<byte> datagram = stackalloc byte[1];
        while (_waker.Poll(0, SelectMode.SelectRead)) _waker.Receive(datagram);
        Interlocked.Exchange(ref _woken, 0);
    }

    private static int Microseconds(int milliseconds) =>
        milliseconds < 0 ? -1 : (int)Math.Min((long)milliseconds * MicrosecondsPerMillisecond, int.MaxValue);
}
