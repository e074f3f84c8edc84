using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Duet.Load.Connections;

/// <summary>Owns all connections of a run; one thread calls it, and everything happens inside <see cref="Turn"/>.</summary>
internal sealed class ConnectionLoop(IPEndPoint server) : IDisposable
{
    private readonly Epoll _epoll = new();
    private readonly List<Connection> _connections = [];
    private readonly byte[] _scratch = new byte[256 * 1024];
    private readonly int[] _ready = new int[256];

    public IReadOnlyList<Connection> Connections => _connections;

    /// <summary>Connections that the server ended.</summary>
    public int Lost { get; private set; }

    /// <summary>Messages that no test asked for, such as an <c>error</c>.</summary>
    public int Unexpected { get; private set; }

    /// <summary>The first thing that went wrong, for the person who asks why.</summary>
    public string? FirstTrouble { get; private set; }

    /// <summary>Called when an upgrade is complete.</summary>
    public Action<Connection> OnOpen { get; set; } = _ => { };

    /// <summary>Called for each text message.</summary>
    public TextReceived OnText { get; set; } = (_, _) => { };

    /// <exception cref="LoadException">No connection could be made.</exception>
    public Connection Connect()
    {
        var connection = new Connection(_connections.Count);
        try
        {
            connection.Connect(server);
        }
        catch (SocketException exception)
        {
            connection.Dispose();
            throw new LoadException($"connection {_connections.Count} failed: {exception.Message}");
        }

        _epoll.Watch(connection.Descriptor, connection.Seat);
        _connections.Add(connection);
        return connection;
    }

    /// <summary>Handles what is ready; waits for it up to the time given.</summary>
    public void Turn(int timeoutMilliseconds)
    {
        var count = _epoll.Wait(_ready, timeoutMilliseconds);
        foreach (var token in _ready.AsSpan(0, count))
        {
            var connection = _connections[token];
            if (connection.Receive(_scratch, OnOpen, OnText) is { } end) Lose(connection, end);
        }
    }

    /// <summary>Handles what comes until the time is over: answers pings and nothing else, unless a handler is set.</summary>
    public void TurnFor(TimeSpan time, CancellationToken stopping)
    {
        const int LongestWait = 100;
        for (var end = Environment.TickCount64 + (long)time.TotalMilliseconds; Environment.TickCount64 < end;)
        {
            stopping.ThrowIfCancellationRequested();
            Turn((int)Math.Clamp(end - Environment.TickCount64, 0, LongestWait));
        }
    }

    public void CountUnexpected(Connection connection, ReadOnlySpan<byte> text)
    {
        Unexpected++;
        FirstTrouble ??= $"{connection.Uid} received {Encoding.UTF8.GetString(text)}";
    }

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
        _epoll.Dispose();
    }

    private void Lose(Connection connection, string reason)
    {
        connection.Dispose();
        Lost++;
        FirstTrouble ??= $"{connection.Uid} {reason}";
    }
}
