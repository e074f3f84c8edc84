using System.Net.WebSockets;

namespace Duet.Signaling.Tests.Harness;

/// <summary>
/// Sends that hang until a test lets them go, one after the other. What follows a send runs inside of <see cref="LetGo"/>, so that after it
/// everything has happened that can.
/// </summary>
internal sealed class HeldSends
{
    private readonly Queue<TaskCompletionSource> _held = new();

    public HeldSends() => Socket = new ScriptedWebSocket(_ => Hold());

    public ScriptedWebSocket Socket { get; }

    public void LetGo() => _held.Dequeue().SetResult();

    public void Break() => _held.Dequeue().SetException(new WebSocketException("broken"));

    private Task Hold()
    {
        var send = new TaskCompletionSource();
        _held.Enqueue(send);
        return send.Task;
    }
}
