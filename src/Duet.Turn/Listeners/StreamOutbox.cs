using System.Buffers;
using System.IO.Pipelines;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;

namespace Duet.Turn.Listeners;

/// <summary>
/// What goes to a client over TCP or TLS. While the connection takes it, messages are written right into it; while it does not, they wait,
/// and the oldest is dropped when it waited too long or when there are too many: late media is of no use, and memory is bounded.
/// </summary>
/// <remarks>
/// Over TLS each message has a record of its own, as there are clients that look at one message of each only. So each has a flush of its own,
/// and the connection holds what comes of them until <see cref="Flush()"/>, where it can: then they leave together.
/// </remarks>
/// <param name="connection">Where it goes.</param>
/// <param name="time">The clock.</param>
/// <param name="maxWait">How long a message may wait.</param>
/// <param name="counters">Where what was dropped is counted.</param>
internal sealed class StreamOutbox(in StreamConnection connection, TimeProvider time, TimeSpan maxWait, RelayCounters counters) : IClientLink
{
    // Over a second of a good picture; the time limit is what counts.
    private const int MaxWaitingBytes = 512 * 1024;

    // What a message takes besides its bytes: an array's header, its place in the queue. Without it empty messages would cost nothing.
    private const int MessageOverhead = 64;

    // A burst for one client that is not flushed yet must not grow without end either.
    private const int MaxUnflushedBytes = 256 * 1024;

    private readonly PipeWriter _output = connection.Transport.Output;
    private readonly IHeldOutput? _held = connection.IsTls ? connection.Held : null;
    private readonly bool _isTls = connection.IsTls;
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _waitingBytes;
    private int _unflushedBytes;
    private bool _isFlushing;
    private bool _isHolding;
    private bool _isToBeReleased;
    private bool _isOver;

    /// <summary>Queues one message, padded to a multiple of 4 as streams want it (RFC 8656 section 12.5).</summary>
    public void Post(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var length = (header.Length + payload.Length + 3) & ~3;
        if (_isTls) Flush(isBurstOver: false);
        lock (_gate)
        {
            if (_isOver) return;

            // Another thread's message may have come in between the flush and here: over TLS this one waits for a record of its own.
            if (_isFlushing || (_isTls && _unflushedBytes > 0)) Wait(header, payload, length);
            else if (_unflushedBytes + length > MaxUnflushedBytes) counters.Drop(DropReason.SlowReader);
            else Write(header, payload, length);
        }
    }

    public void Flush() => Flush(isBurstOver: true);

    /// <summary>Nothing is sent any more, and what waits is let go.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isOver = true;
            while (_waiting.TryDequeue(out var message)) message.Return();
            _waitingBytes = 0;
        }
    }

    private void Flush(bool isBurstOver)
    {
        lock (_gate)
        {
            if (_isOver) return;

            if (!_isFlushing && _unflushedBytes == 0 && !(isBurstOver && _isHolding)) return;

            // Whoever flushes already releases as well: it may be waiting for the connection.
            _isToBeReleased |= isBurstOver && _held is not null;
            if (_isFlushing) return;

            _isFlushing = true;
        }

        Send();
    }

    // The usual way: the connection takes everything at once, and no state machine comes from the heap.
    private void Send()
    {
        try
        {
            while (true)
            {
                var sending = FlushOrRelease();
                if (!sending.IsCompletedSuccessfully)
                {
                    _ = GoOnAfterAsync(sending); // Catches everything; whoever reads from this connection learns that it is over.
                    return;
                }

                if (!GoesOn(sending.Result)) return;
            }
        }
        catch (Exception over) when (IsOver(over))
        {
            Close();
        }
    }

    private async Task GoOnAfterAsync(ValueTask<FlushResult> sending)
    {
        try
        {
            if (GoesOn(await sending)) Send();
        }
        catch (Exception over) when (IsOver(over))
        {
            Close();
        }
    }

    private ValueTask<FlushResult> FlushOrRelease()
    {
        if (TakeRelease()) return _held!.ReleaseAsync();

        _held?.Hold();
        return _output.FlushAsync();
    }

    /// <summary>Whether now is the time to release: what still waits had better leave together with what is held.</summary>
    private bool TakeRelease()
    {
        lock (_gate)
        {
            var isTime = _isToBeReleased && _unflushedBytes == 0;
            if (isTime) _isToBeReleased = false;
            _isHolding = !isTime && _held is not null;
            return isTime;
        }
    }

    /// <summary>False where nothing is left to do: then whoever posts writes again.</summary>
    private bool GoesOn(in FlushResult sent)
    {
        if (!sent.IsCompleted && !sent.IsCanceled) return WriteWaiting();

        Close();
        return false;
    }

    private bool WriteWaiting()
    {
        lock (_gate)
        {
            _unflushedBytes = 0;
            DropLate();
            while (_unflushedBytes < (_isTls ? 1 : MaxUnflushedBytes) && _waiting.TryDequeue(out var message))
            {
                _waitingBytes -= message.Cost;
                Write(message.Bytes, [], message.Length);
                message.Return();
            }

            return _isFlushing = (_unflushedBytes > 0 || _isToBeReleased) && !_isOver;
        }
    }

    private static bool IsOver(Exception exception) => exception is IOException or InvalidOperationException or OperationCanceledException;

    private void Write(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int length)
    {
        var destination = _output.GetSpan(length);
        Join(header, payload, destination[..length]);
        _output.Advance(length);
        _unflushedBytes += length;
    }

    private void Wait(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int length)
    {
        DropLate();
        while (_waitingBytes + length + MessageOverhead > MaxWaitingBytes && _waiting.Count > 0) DropOldest();

        var message = new Waiting(ArrayPool<byte>.Shared.Rent(length), length, time.GetTimestamp());
        Join(header, payload, message.Buffer.AsSpan(0, length));
        _waiting.Enqueue(message);
        _waitingBytes += message.Cost;
    }

    private void DropLate()
    {
        while (_waiting.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) > maxWait) DropOldest();
    }

    private void DropOldest()
    {
        var message = _waiting.Dequeue();
        _waitingBytes -= message.Cost;
        message.Return();
        counters.Drop(DropReason.SlowReader);
    }

    private static void Join(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        header.CopyTo(destination);
        payload.CopyTo(destination[header.Length..]);
        destination[(header.Length + payload.Length)..].Clear();
    }

    private readonly record struct Waiting(byte[] Buffer, int Length, long Since)
    {
        public int Cost => Length + MessageOverhead;

        public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

        public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
    }
}
