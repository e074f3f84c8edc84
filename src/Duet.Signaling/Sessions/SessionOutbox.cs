using System.Net.WebSockets;

namespace Duet.Signaling.Sessions;

/// <summary>
/// What waits to be sent to one client, in order, bounded in bytes. Posting never waits and runs no network code; whoever flushes an idle
/// outbox sends until it is empty, on their own thread as long as the socket takes it, so that an idle session keeps no task.
/// </summary>
internal sealed class SessionOutbox(WebSocket socket, int maxBytes, Action onOverflow)
{
    private readonly Lock _gate = new();
    private readonly Queue<OutboundMessage> _queue = new();
    private TaskCompletionSource? _completion;
    private SessionEnd? _end;
    private int _extraBytes;
    private int _queuedBytes;
    private bool _overflowed;
    private bool _sending;
    private bool _closed;

    private enum Step
    {
        Rest,
        Send,
        Close,
    }

    /// <summary>Queues a copy. Dropped where the session is ending; one byte too much ends the session at the next flush.</summary>
    public void Post(ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_end is not null || _overflowed || _closed) return;

            _overflowed = _queuedBytes + message.Length - _extraBytes > maxBytes;
            if (!_overflowed) Enqueue(message);
        }
    }

    /// <summary>Lets this much more than the limit wait, from now on. Asked twice, the larger counts.</summary>
    public void MakeRoomFor(int bytes)
    {
        lock (_gate)
        {
            _extraBytes = Math.Max(_extraBytes, bytes);
        }
    }

    /// <summary>Sends what is queued, unless somebody is sending already, who then takes it along.</summary>
    public void Flush()
    {
        bool overflowed, starts;
        lock (_gate)
        {
            overflowed = _overflowed && _end is null;
            starts = !_sending && !_closed && (_queue.Count > 0 || _end is not null);
            _sending |= starts;
        }

        if (overflowed) onOverflow();
        if (starts) _ = SendQueuedAsync(); // Catches everything; CompleteAsync waits for its end.
    }

    /// <summary>Says the last word and closes our half. The first end counts. Over when nothing is sent any more.</summary>
    public Task CompleteAsync(SessionEnd end)
    {
        lock (_gate)
        {
            if (_closed) return Task.CompletedTask;

            if (_end is null)
            {
                if (_overflowed) Discard();
                if (end.LastWord is { } lastWord) Enqueue(lastWord.ToUtf8());
                _end = end;
            }

            _completion ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Flush();
        return _completion.Task;
    }

    private async Task SendQueuedAsync()
    {
        try
        {
            Step step;
            while ((step = TakeNext(out var message)) is Step.Send)
            {
                try
                {
                    await socket.SendAsync(message.Bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                }
                finally
                {
                    message.Return();
                }
            }

            if (step is Step.Rest) return;

            await socket.CloseOutputAsync(_end!.CloseStatus, _end.CloseDescription, CancellationToken.None);
        }
        catch (Exception)
        {
            // Whatever it was, this client can be told nothing more; its read loop sees the same broken socket and ends the session.
            socket.Abort();
        }

        Close();
    }

    private Step TakeNext(out OutboundMessage message)
    {
        lock (_gate)
        {
            if (_queue.TryDequeue(out message))
            {
                _queuedBytes -= message.Length;
                return Step.Send;
            }

            if (_end is not null) return Step.Close;

            _sending = false;
            return Step.Rest;
        }
    }

    private void Close()
    {
        lock (_gate)
        {
            Discard();
            _closed = true;
            _sending = false;
            _completion?.TrySetResult();
        }
    }

    private void Enqueue(ReadOnlySpan<byte> message)
    {
        _queue.Enqueue(OutboundMessage.CopyOf(message));
        _queuedBytes += message.Length;
    }

    private void Discard()
    {
        while (_queue.TryDequeue(out var message)) message.Return();
        _queuedBytes = 0;
    }
}
