using Duet.Soak.Checks;

namespace Duet.Soak.Lines;

/// <summary>What comes over one connection, and what is expected to: the answer to a join, echoes, complaints. Anything else is of the room, or a fault.</summary>
internal sealed class Inbox(Place place, string who)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Mark, TaskCompletionSource Echo)> _echoes = new();
    private TaskCompletionSource<ServerMessage>? _answer;
    private volatile Sitting? _sitting;
    private long _marks;
    private int _complaints;
    private string? _end;

    /// <summary>Whose seat the messages of the room are for; null outside of a room.</summary>
    public Sitting? Sitting
    {
        get => _sitting;
        set => _sitting = value;
    }

    public Task<ServerMessage> ExpectAnswer()
    {
        lock (_gate)
        {
            if (_end is not null) throw new LineException(_end);
            _answer = new TaskCompletionSource<ServerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _answer.Task;
        }
    }

    public Task ExpectEcho(out long mark)
    {
        lock (_gate)
        {
            if (_end is not null) throw new LineException(_end);
            var echo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            mark = ++_marks;
            _echoes.Enqueue((mark, echo));
            return echo.Task;
        }
    }

    public void ExpectComplaint() => Interlocked.Increment(ref _complaints);

    public void Take(ServerMessage message)
    {
        switch (message)
        {
            case { Cmd: "joined" } or { Cmd: "error", Code: "room-full" or "uid-in-use" or "already-joined" or "seat-gone" }:
                TakeAnswer(message);
                break;
            case { Cmd: "keepalive" }:
                TakeEcho(message.Mark);
                break;
            case { Cmd: "error", Code: "bad-message" }:
                if (Interlocked.Decrement(ref _complaints) < 0) Fault("a message that was well formed is called malformed");
                break;
            case { Cmd: "error", Code: "no-such-peer" } when Sitting is { } sitting:
                sitting.Refuse();
                break;
            case not { Cmd: "error" } when Sitting is { } sitting:
                sitting.Receive(message);
                break;
            default:
                Fault($"'{message.Cmd}' {message.Code} came {(Sitting is null ? "outside of a room" : "in a room")}");
                break;
        }
    }

    /// <summary>Nothing comes any more: whoever still waits is told so.</summary>
    public void Close(string end)
    {
        lock (_gate)
        {
            _end = end;
            _answer?.TrySetException(new LineException(end));
            while (_echoes.TryDequeue(out var expected)) expected.Echo.TrySetException(new LineException(end));
        }
    }

    private void TakeAnswer(ServerMessage message)
    {
        lock (_gate)
        {
            if (_answer?.TrySetResult(message) is not true) Fault($"'{message.Cmd}' {message.Code} came, and nobody asked");
        }
    }

    private void TakeEcho(long mark)
    {
        lock (_gate)
        {
            if (_echoes.TryDequeue(out var expected) && expected.Mark == mark) expected.Echo.SetResult();
            else Fault($"keepalive {mark} came back instead of {expected.Mark}");
        }
    }

    private void Fault(string what) => place.Faults.Add($"{place.Room} {who}: {what}");
}
