using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Duet.Soak.Checks;

namespace Duet.Soak.Lines;

/// <summary>One WebSocket. It reads all the time, until it is dropped or deaf, and hands each message to whom it concerns; one task at a time may send.</summary>
internal sealed class Line : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly Place _place;
    private readonly string _who;
    private readonly Inbox _inbox;
    private readonly byte[] _buffer = new byte[4096];
    private Task _reading = Task.CompletedTask;
    private volatile Task? _lastEcho;
    private volatile bool _isOver;

    private Line(Place place, string who)
    {
        (_place, _who) = (place, who);
        _inbox = new Inbox(place, who);
        _socket.Options.KeepAliveInterval = TimeSpan.Zero; // Who is silent sends no pong that nobody asked for.
    }

    /// <summary>Whose seat the messages of the room are for; null outside of a room.</summary>
    public Sitting? Sitting
    {
        get => _inbox.Sitting;
        set => _inbox.Sitting = value;
    }

    private bool IsDeaf => _lastEcho is { IsCompletedSuccessfully: true };

    /// <exception cref="LineException">The server did not take the connection.</exception>
    public static async Task<Line> ConnectAsync(Place place, string who)
    {
        var line = new Line(place, who);
        try
        {
            await Guard(line._socket.ConnectAsync(place.Endpoint, CancellationToken.None));
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }

        line._reading = line.ReadAsync();
        return line;
    }

    /// <exception cref="LineException">The connection is gone.</exception>
    public Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text) => Guard(WriteAsync(text, type));

    /// <summary>Joins or resumes, and returns the answer: <c>joined</c> or an <c>error</c>.</summary>
    /// <exception cref="LineException">None came.</exception>
    public async Task<ServerMessage> AskAsync(string text)
    {
        var answer = _inbox.ExpectAnswer();
        await SendAsync(text);
        return await Guard(answer);
    }

    /// <summary>Sends a <c>keepalive</c>, and returns when it is back: when all that was sent before is handled.</summary>
    /// <exception cref="LineException">It did not come back.</exception>
    public async Task EchoAsync(long lastSeen)
    {
        var echo = _inbox.ExpectEcho(out var mark);
        await SendAsync(ClientMessage.Keepalive(lastSeen, mark));
        await Guard(echo);
    }

    /// <summary>Says something malformed; every seventh thing is binary instead.</summary>
    public Task BabbleAsync(int which)
    {
        _inbox.ExpectComplaint();
        var isBinary = which % ClientMessage.Nonsense.Count == 0;
        return SendAsync(ClientMessage.Nonsense[which % ClientMessage.Nonsense.Count], isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
    }

    /// <summary>Reads nothing any more from here on, and answers no ping, but keeps the connection.</summary>
    /// <exception cref="LineException">The connection is gone.</exception>
    public async Task DeafenAsync(long lastSeen)
    {
        var echo = _inbox.ExpectEcho(out var mark);
        _lastEcho = echo;
        await SendAsync(ClientMessage.Keepalive(lastSeen, mark));
        await Guard(echo);
    }

    /// <summary>Says three malformed messages, and returns when the server has shown the client out for it.</summary>
    /// <exception cref="LineException">It has not.</exception>
    public async Task ProvokeAsync(int which)
    {
        _isOver = true;
        for (var times = 0; times < 3; times++) await BabbleAsync(which + times);
        await Guard(_reading);
        if (_socket.CloseStatus is not WebSocketCloseStatus.PolicyViolation) throw new LineException($"shown out with {_socket.CloseStatus}");
    }

    /// <summary>Closes as one should.</summary>
    /// <exception cref="LineException">The server does not.</exception>
    public async Task CloseAsync()
    {
        _isOver = true;
        await Guard(WriteCloseAsync());
        await Guard(_reading);
        await DisposeAsync();
    }

    /// <summary>Drops the connection without a word, unless it is closed; nothing is read any more when this is over.</summary>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private async Task ReadAsync()
    {
        string end;
        try
        {
            while (!IsDeaf && await ReadMessageAsync() is { } message) _inbox.Take(message);
            if (IsDeaf) return;

            end = $"{_socket.CloseStatus} {_socket.CloseStatusDescription}";
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            end = lost.Message;
        }

        if (!_isOver) _place.Faults.Add($"{_place.Room} {_who}: the server ended the connection: {end}");
        _inbox.Close(end);
    }

    /// <summary>Null where the server closed, which is answered.</summary>
    private async Task<ServerMessage?> ReadMessageAsync()
    {
        using var text = new MemoryStream();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
            text.Write(_buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        if (part.MessageType is not WebSocketMessageType.Close)
            return JsonSerializer.Deserialize<ServerMessage>(text.GetBuffer().AsSpan(0, (int)text.Length), JsonSerializerOptions.Web);

        if (_socket.State is WebSocketState.CloseReceived) await WriteCloseAsync();
        return null;
    }

    private async Task WriteAsync(string text, WebSocketMessageType type) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, CancellationToken.None);

    private async Task WriteCloseAsync() => await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    private static async Task Guard(Task work)
    {
        try
        {
            await work.WaitAsync(_patience, TimeProvider.System);
        }
        catch (Exception lost) when (lost is TimeoutException || IsLoss(lost))
        {
            throw new LineException(lost.Message);
        }
    }

    private static async Task<T> Guard<T>(Task<T> work)
    {
        await Guard((Task)work);
        return await work;
    }

    private static bool IsLoss(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or InvalidOperationException or JsonException;
}
