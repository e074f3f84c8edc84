using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Tests.Harness;

/// <summary>A client on an in-memory WebSocket. It reads only when it is asked to.</summary>
internal sealed class InMemoryClient(WebSocket socket, Task<SessionEnd> served)
{
    // A guard against a test that would hang; nothing ever waits for it to pass.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>The server's side of this connection: ends when the session is over.</summary>
    public Task<SessionEnd> Served => served.WaitAsync(_patience, TestContext.Current.CancellationToken);

    public bool IsServed => !served.IsCompleted;

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool endOfMessage = true)
    {
        using var patience = Patience();
        await socket.SendAsync(bytes, type, endOfMessage, patience.Token);
    }

    /// <summary>Sends what a server that has closed already need not take.</summary>
    public async Task<bool> TrySendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        try
        {
            await SendAsync(bytes, type);
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    /// <summary>The next message; null where the server closed or the connection is gone.</summary>
    public async Task<string?> TryReceiveAsync()
    {
        using var patience = Patience();
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                if (part.MessageType is WebSocketMessageType.Close) return null;

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage) return Encoding.UTF8.GetString(message.ToArray());
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    public async Task<string> ReceiveAsync()
    {
        var text = await TryReceiveAsync();
        Assert.True(text is not null, $"Expected a message, but the server closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
        return text;
    }

    public async Task ExpectAsync(string json)
    {
        var text = await ReceiveAsync();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(text)), $"Expected {json}, but received {text}");
    }

    public async Task<JsonObject> ExpectCmdAsync(string cmd)
    {
        var text = await ReceiveAsync();
        var message = JsonNode.Parse(text)!.AsObject();
        Assert.True((string?)message["cmd"] == cmd, $"Expected {cmd}, but received {text}");
        return message;
    }

    public async Task ExpectErrorAsync(string code, string? roomId = null, int? retryAfter = null)
    {
        var error = await ExpectCmdAsync("error");
        Assert.Equal((code, roomId, retryAfter), ((string?)error["code"], (string?)error["roomId"], (int?)error["retryAfter"]));
        Assert.NotEmpty((string?)error["message"] ?? "");
    }

    /// <summary>Asserts that nothing comes before the answer to what is sent now. Also a barrier: all that was sent before is done.</summary>
    public async Task ExpectSilenceAsync()
    {
        await SendAsync(Say.Keepalive);
        Assert.Equal(Say.Keepalive, await ReceiveAsync());
    }

    public async Task JoinAsync(string roomId, string uid)
    {
        await SendAsync(Say.Join(roomId, uid));
        await ExpectCmdAsync("joined");
    }

    /// <summary>Joins for a seat that can be taken back, and returns its secret.</summary>
    public async Task<string> JoinResumableAsync(string roomId, string uid)
    {
        await SendAsync(Say.JoinResumable(roomId, uid));
        return (string)(await ExpectCmdAsync("joined"))["seat"]!;
    }

    /// <summary>Resumes, and returns the answer.</summary>
    public async Task<JsonObject> ResumeAsync(string roomId, string uid, string seat, long lastSeen)
    {
        await SendAsync(Say.Resume(roomId, uid, seat, lastSeen));
        return await ExpectCmdAsync("joined");
    }

    /// <summary>Expects the server's close frame as the next thing, answers it, and returns why the session was over.</summary>
    public async Task<SessionEnd> ExpectCloseAsync(int status)
    {
        await ExpectUnansweredCloseAsync(status);
        using var patience = Patience();
        if (socket.State is WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }

        return await Served;
    }

    public async Task<string?> ExpectUnansweredCloseAsync(int status)
    {
        var text = await TryReceiveAsync();
        Assert.True(text is null, $"A close was expected, but received {text}");
        Assert.Equal(status, (int?)socket.CloseStatus);
        return socket.CloseStatusDescription;
    }

    /// <summary>Closes as a page does that is left, and waits until the session is over.</summary>
    public async Task<SessionEnd> CloseAsync(WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure)
    {
        using var patience = Patience();
        await socket.CloseAsync(status, null, patience.Token);
        return await Served;
    }

    /// <summary>Is gone without a word, and waits until the session is over.</summary>
    public async Task<SessionEnd> DropAsync()
    {
        socket.Abort();
        return await Served;
    }

    private static CancellationTokenSource Patience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(_patience);
        return patience;
    }
}
