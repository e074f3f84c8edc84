using System.Buffers;
using System.IO.Pipelines;
using Duet.Stun;
using Duet.Turn.Requests;

namespace Duet.Turn.Listeners;

/// <summary>
/// One client over TCP or TLS, from accept to close (RFC 8489 section 6.2.2). Its allocation ends with it. One that says nothing useful, or
/// leaves a message half-sent, is given so much time and no more.
/// </summary>
internal sealed class StreamClient
{
    private const long NoDeadline = long.MaxValue;

    // What is there already belongs to one burst, however many reads it takes; but what came first must not wait for all of a flood.
    private const int MaxReadsPerFlush = 8;

    private readonly PacketHandler _packets;
    private readonly IDuplexPipe _transport;
    private readonly StreamOutbox _outbox;
    private readonly StreamSink _sink;
    private readonly RequestContext _client;
    private readonly TimeProvider _time;
    private readonly long _patience;
    private readonly byte[] _reply = new byte[PacketHandler.MaxReplyBytes];
    private long _deadline;
    private bool _isHalfway;
    private bool _wasAnswered;

    /// <param name="context">What it shares with all others.</param>
    /// <param name="connection">Its bytes, and where they come from.</param>
    /// <param name="worker">The worker that reads its relayed ports.</param>
    public StreamClient(StreamContext context, in StreamConnection connection, int worker)
    {
        _packets = context.Packets;
        _transport = connection.Transport;
        _time = context.Time;
        _sink = new StreamSink(context.Listeners, context.Batches, context.Counters);
        _outbox = new StreamOutbox(connection, context.Time, context.Options.StreamQueueTime, context.Counters);
        _client = new RequestContext(connection.FiveTuple, worker, _outbox);
        _patience = (long)(context.Options.StreamFrameTimeout.TotalSeconds * context.Time.TimestampFrequency);
        _deadline = context.Time.GetTimestamp() + _patience;
    }

    private bool HasAllocation => _packets.HasAllocation(_client.FiveTuple);

    /// <summary>Serves until the client goes, speaks something else, or is too slow.</summary>
    public async Task RunAsync()
    {
        var input = _transport.Input;
        var readsInARow = 0;
        try
        {
            while (true)
            {
                var reading = input.ReadAsync();
                if (!reading.IsCompleted || ++readsInARow == MaxReadsPerFlush)
                {
                    readsInARow = 0;
                    Flush();
                }

                var result = await reading;
                if (result.IsCanceled) return;

                var isTurn = Take(result.Buffer, out var consumed);
                input.AdvanceTo(consumed, result.Buffer.End);
                if (!isTurn || result.IsCompleted) return;
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            // How a connection is lost.
        }
        finally
        {
            Flush();
            _outbox.Close();
            _packets.EndAllOf(_client.FiveTuple);
        }
    }

    /// <summary>Ends it, as soon as what is being read is handled.</summary>
    public void End() => _transport.Input.CancelPendingRead();

    /// <summary>Ends it where its time is over. Where an allocation ended while its client was silent, that time begins now.</summary>
    public void EndIfLate(long now)
    {
        var deadline = Volatile.Read(ref _deadline);
        if (now >= deadline) End();
        if (deadline == NoDeadline && !HasAllocation) Interlocked.CompareExchange(ref _deadline, now + _patience, NoDeadline);
    }

    /// <summary>Takes all whole messages; false where the stream is not TURN.</summary>
    private bool Take(in ReadOnlySequence<byte> buffer, out SequencePosition consumed)
    {
        _wasAnswered = false;
        var rest = buffer;
        var now = _time.GetTimestamp();
        StreamStep step;
        while ((step = StreamFrame.TryRead(rest, out var frameBytes, out var paddedBytes)) is StreamStep.Frame)
        {
            Handle(rest.Slice(0, frameBytes), now);
            rest = rest.Slice(paddedBytes);
            _isHalfway = false;
        }

        consumed = rest.Start;
        SetDeadline(isHalfway: !rest.IsEmpty, now);
        return step is not StreamStep.Malformed;
    }

    // Who has an allocation may be silent, as long as it lives. A message that was begun has its time from its first byte on. Without an
    // allocation only a request that was answered buys more time: data for nobody would do for ever.
    private void SetDeadline(bool isHalfway, long now)
    {
        if (isHalfway && _isHalfway) return;

        _isHalfway = isHalfway;
        var hasAllocation = HasAllocation;
        if (hasAllocation && !isHalfway) Volatile.Write(ref _deadline, NoDeadline);
        else if (hasAllocation || _wasAnswered) Volatile.Write(ref _deadline, now + _patience);
    }

    private void Flush()
    {
        _sink.Flush();
        _outbox.Flush();
    }

    private void Handle(in ReadOnlySequence<byte> frame, long now)
    {
        if (frame.IsSingleSegment)
        {
            Handle(frame.FirstSpan, now);
            return;
        }

        var whole = ArrayPool<byte>.Shared.Rent((int)frame.Length);
        frame.CopyTo(whole);
        Handle(whole.AsSpan(0, (int)frame.Length), now);
        ArrayPool<byte>.Shared.Return(whole);
    }

    private void Handle(ReadOnlySpan<byte> frame, long now)
    {
        var replyBytes = _packets.FromClient(_client, frame, now, _reply, _sink);
        if (replyBytes == 0) return;

        _wasAnswered = true;
        _outbox.Post(_reply.AsSpan(0, replyBytes), []);
    }
}
