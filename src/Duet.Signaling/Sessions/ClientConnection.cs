using System.Net;
using System.Net.WebSockets;

namespace Duet.Signaling.Sessions;

/// <summary>The way to one client, from accept to close: what waits to be sent, and its end, of which there is one. Anybody may use it.</summary>
internal sealed class ClientConnection
{
    private readonly WebSocket _socket;
    private readonly TimeSpan _closeTimeout;
    private readonly TimeProvider _time;
    private readonly SessionOutbox _outbox;
    private SessionEnd? _end;
    private ITimer? _closeDeadline;

    public ClientConnection(WebSocket socket, IPAddress address, SignalingOptions options, TimeProvider time)
    {
        _socket = socket;
        _closeTimeout = options.CloseTimeout;
        _time = time;
        _outbox = new SessionOutbox(socket, options.MaxOutboxBytes, () => End(SessionEnd.SlowReader));
        Address = address;
    }

    /// <summary>Where the client is, as the limit of connections for an address sees it.</summary>
    public IPAddress Address { get; }

    /// <summary>Whether it was ended: what the client says from then on is not handled.</summary>
    public bool IsEnding => Volatile.Read(ref _end) is not null;

    /// <summary>Queues a message. Sends nothing yet, so it may be called while a room is locked.</summary>
    public void Post(ReadOnlySpan<byte> message) => _outbox.Post(message);

    /// <summary>Lets this much more wait than usual: what a seat has missed comes at once.</summary>
    public void MakeRoomFor(int bytes) => _outbox.MakeRoomFor(bytes);

    /// <summary>Sends what is queued. Runs network code: never to be called while a room is locked.</summary>
    public void Flush() => _outbox.Flush();

    /// <summary>Queues a message and sends what is queued.</summary>
    public void Send(ReadOnlySpan<byte> message)
    {
        _outbox.Post(message);
        _outbox.Flush();
    }

    /// <summary>Ends it: the last word, a close frame, and the socket is cut if the client does not answer it in time. The first end counts.</summary>
    public void End(SessionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null) return;

        _closeDeadline = _time.CreateTimer(static socket => ((WebSocket)socket!).Abort(), _socket, _closeTimeout, Timeout.InfiniteTimeSpan);
        _outbox.CompleteAsync(end);
    }

    /// <summary>Ends it, unless something has already, and waits until nothing is sent any more.</summary>
    /// <param name="otherwise">The end where there was none before; even then a socket that takes nothing is cut in time.</param>
    /// <returns>The end that counts.</returns>
    public async Task<SessionEnd> CompleteAsync(SessionEnd otherwise)
    {
        End(otherwise);
        await _outbox.CompleteAsync(_end!);
        if (_closeDeadline is not null) await _closeDeadline.DisposeAsync();
        return _end!;
    }
}
