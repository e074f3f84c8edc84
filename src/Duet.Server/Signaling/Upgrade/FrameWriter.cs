using System.IO.Pipelines;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>
/// Writes frames into a connection's output, one at a time. Messages come from one sender who waits for each of them; pings and pongs come
/// from anywhere, wait for nobody, and of several that could not be written yet the latest counts (RFC 6455 section 5.5.3).
/// </summary>
internal sealed class FrameWriter(PipeWriter output)
{
    private const int MaxHeaderBytes = 10;

    private readonly Lock _gate = new();
    private TaskCompletionSource? _waitingSender;
    private (FrameOpcode Opcode, byte[] Payload)? _waitingControl;
    private bool _writing;
    private bool _over;

    /// <summary>Writes a message or a close frame, and waits until the connection takes it.</summary>
    /// <exception cref="IOException">The connection is over.</exception>
    public ValueTask WriteAsync(FrameOpcode opcode, ReadOnlyMemory<byte> payload) =>
        Enter() is { } turn ? WriteInTurnAsync(turn, opcode, payload) : WriteAndLeave(opcode, payload.Span);

    /// <summary>Writes a ping or a pong, now or behind what is being written. A connection that is over takes it without a word.</summary>
    public async Task WriteControlAsync(FrameOpcode opcode, byte[] payload)
    {
        lock (_gate)
        {
            if (_writing && _waitingControl?.Opcode is not FrameOpcode.Close) _waitingControl = (opcode, payload);
            if (_writing || _over) return;
            _writing = true;
        }

        try
        {
            await WriteAndLeave(opcode, payload);
        }
        catch (Exception over) when (over is IOException or InvalidOperationException or OperationCanceledException)
        {
            // Whoever reads from this connection learns the same.
        }
    }

    /// <summary>Null: it is our turn. Otherwise a task that ends when it is.</summary>
    private Task? Enter()
    {
        lock (_gate)
        {
            if (_over) throw Over();
            if (_writing) return (_waitingSender = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

            _writing = true;
            return null;
        }
    }

    private async ValueTask WriteInTurnAsync(Task turn, FrameOpcode opcode, ReadOnlyMemory<byte> payload)
    {
        await turn;
        await WriteAndLeave(opcode, payload.Span);
    }

    private ValueTask WriteAndLeave(FrameOpcode opcode, ReadOnlySpan<byte> payload)
    {
        try
        {
            var flush = Flush(opcode, payload);
            if (!flush.IsCompletedSuccessfully) return LeaveAfterAsync(flush, opcode);

            CheckTaken(flush.Result);
        }
        catch
        {
            Break();
            throw;
        }

        return LeaveAfter(opcode);
    }

    private async ValueTask LeaveAfterAsync(ValueTask<FlushResult> flush, FrameOpcode opcode)
    {
        try
        {
            CheckTaken(await flush);
        }
        catch
        {
            Break();
            throw;
        }

        await LeaveAfter(opcode);
    }

    // Nothing follows a close frame (RFC 6455 section 5.5.1).
    private ValueTask LeaveAfter(FrameOpcode opcode)
    {
        if (opcode is not FrameOpcode.Close) return Leave();

        Break();
        return ValueTask.CompletedTask;
    }

    /// <summary>Passes the turn on: to a control frame that waits, which we write, or to the sender who waits.</summary>
    private ValueTask Leave()
    {
        FrameOpcode opcode;
        byte[] payload;
        lock (_gate)
        {
            if (_waitingControl is null)
            {
                _writing = _waitingSender is not null;
                _waitingSender?.SetResult();
                _waitingSender = null;
                return ValueTask.CompletedTask;
            }

            (opcode, payload) = _waitingControl.Value;
            _waitingControl = null;
        }

        return WriteAndLeave(opcode, payload);
    }

    private void Break()
    {
        lock (_gate)
        {
            _over = true;
            _writing = false;
            _waitingSender?.SetException(Over());
            _waitingSender = null;
        }
    }

    private ValueTask<FlushResult> Flush(FrameOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = output.GetSpan(MaxHeaderBytes + payload.Length);
        var headerBytes = FrameHeader.Write(frame, opcode, payload.Length);
        payload.CopyTo(frame[headerBytes..]);
        output.Advance(headerBytes + payload.Length);
        return output.FlushAsync();
    }

    private static void CheckTaken(FlushResult result)
    {
        if (result.IsCanceled || result.IsCompleted) throw Over();
    }

    private static IOException Over() => new("The connection is over.");
}
