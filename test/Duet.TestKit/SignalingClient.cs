using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Duet.TestKit;

/// <summary>A client of the signaling protocol that does what a test tells it and nothing else.</summary>
/// <remarks>
/// It reads from its socket only while a Receive method runs. So a client that nobody asks to receive is a slow reader, and one that
/// does not answer pings; and a client that sends nothing is truly silent: it has no pings and no keepalive of its own.
/// </remarks>
public sealed class SignalingClient : IAsyncDisposable
{
    private static readonly TimeSpan _defaultPatience = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private readonly ClientWebSocket _socket;
    private readonly List<string> _history = [];

    private SignalingClient(ClientWebSocket socket) => _socket = socket;

    /// <summary>How long a Receive method waits before the test fails.</summary>
    public TimeSpan Patience { get; set; } = _defaultPatience;

    public WebSocketState State => _socket.State;

    /// <summary>Opens a connection.</summary>
    /// <param name="endpoint">The endpoint, for example <c>ws://127.0.0.1:8080/ws</c>; a self-signed certificate is accepted.</param>
    /// <param name="origin">The <c>Origin</c> header; none, as with a client that is not a browser, if null.</param>
    /// <exception cref="WebSocketException">The server refused the upgrade.</exception>
    public static async Task<SignalingClient> ConnectAsync(Uri endpoint, string? origin = null)
    {
        var socket = NewSocket(origin);
        using var patience = new CancellationTokenSource(_defaultPatience);
        try
        {
            await socket.ConnectAsync(endpoint, patience.Token);
            return new SignalingClient(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks for a connection that the server is expected to refuse, and returns the HTTP status of the refusal.</summary>
    public static async Task<HttpStatusCode> ConnectRefusedAsync(Uri endpoint, string? origin = null)
    {
        using var socket = NewSocket(origin);
        using var patience = new CancellationTokenSource(_defaultPatience);
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(endpoint, patience.Token);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            return socket.HttpStatusCode;
        }

        throw new InvalidOperationException($"{endpoint} accepted a connection with the origin '{origin}'.");
    }

    /// <summary>Joins and returns the <c>joined</c> answer.</summary>
    public async Task<JsonObject> JoinAsync(string roomId, string uid)
    {
        await SendAsync(new { cmd = "join", roomId, uid });
        return await ReceiveAsync("joined");
    }

    public Task LeaveAsync(string roomId, string uid) => SendAsync(new { cmd = "leave", roomId, uid });

    /// <summary>Sends any object as JSON, its property names in camel case.</summary>
    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message, _json));

    public Task SendTextAsync(string text) => SendBytesAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    /// <summary>Sends bytes as they are: binary frames, invalid UTF-8, or a message in fragments.</summary>
    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, bool endOfMessage = true)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(bytes, type, endOfMessage, patience.Token);
    }

    /// <summary>The next message, as the text that came over the wire.</summary>
    public async Task<string> ReceiveTextAsync() =>
        await ReadMessageAsync("a message") ?? throw Failure($"a message was expected, but the server closed with {_socket.CloseStatus}");

    /// <summary>The next message; it must be a JSON object and, where one is named, carry the expected command.</summary>
    public async Task<JsonObject> ReceiveAsync(string? expectedCmd = null)
    {
        var what = expectedCmd is null ? "a message" : $"'{expectedCmd}'";
        var text = await ReadMessageAsync(what)
            ?? throw Failure($"{what} was expected, but the server closed with {_socket.CloseStatus} '{_socket.CloseStatusDescription}'");
        var message = JsonNode.Parse(text) as JsonObject ?? throw Failure($"{what} was expected, but this is no JSON object: {text}");
        return expectedCmd is null || message["cmd"]?.GetValue<string>() == expectedCmd
            ? message
            : throw Failure($"{what} was expected, but this came: {text}");
    }

    /// <summary>
    /// Reads, past any messages, until the server closes, and completes the closing handshake. Null: the connection ended without one.
    /// </summary>
    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        try
        {
            while (await ReadMessageAsync("a close") is not null)
            {
            }
        }
        catch (WebSocketException)
        {
            return null;
        }

        return _socket.CloseStatus;
    }

    /// <summary>Asserts that the server had nothing to say: the next thing that comes is the echo of a keepalive sent now.</summary>
    public async Task AssertSilentAsync()
    {
        await SendAsync(new { cmd = "keepalive" });
        await ReceiveAsync("keepalive");
    }

    /// <summary>Closes as a page does that is left: with a close frame.</summary>
    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    /// <summary>Drops the connection as a killed process does: without a close frame.</summary>
    public void Abort() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ClientWebSocket NewSocket(string? origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null; // self-signed is fine here
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        return socket;
    }

    /// <summary>One whole message; null when the server closed, in which case its close has been answered.</summary>
    private async Task<string?> ReadMessageAsync(string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, patience.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await AnswerCloseAsync(patience.Token);
                    return null;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    var text = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
                    _history.Add(text);
                    return text;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw Failure($"{what} was expected, but nothing came for {Patience.TotalSeconds:0.#} s");
        }
    }

    private async Task AnswerCloseAsync(CancellationToken cancellation)
    {
        if (_socket.State == WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
        }
    }

    private InvalidOperationException Failure(string reason) => new(
        $"{reason}. Received until then: {(_history.Count == 0 ? "nothing" : string.Join(Environment.NewLine, _history.TakeLast(20)))}");
}
