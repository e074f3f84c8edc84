using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Duet.Server.Transport;

/// <summary>
/// Reads a socket when it is asked to, and not ahead: a slow reader slows the sender. Holds no buffer while nothing is there.
/// </summary>
internal sealed class SocketInput : PipeReader, IValueTaskSource<ReadResult>
{
    private const int MinFreeBytes = 512;

    // 64 kB. A client that sends faster than it is served would keep the polling thread from everybody else.
    private const int MaxReceivesInARow = 16;

    private readonly PolledSocket _socket;
    private readonly MemoryPool<byte> _memory;
    private readonly Action _onReadable;

    private ManualResetValueTaskSourceCore<ReadResult> _pending;
    private InputSegment? _first;
    private InputSegment? _last;
    private int _firstOffset;
    private long _examinedUpTo;
    private int _receivesInARow;
    private bool _isEnded;
    private bool _isCompleted;
    private int _isCanceled;

    public SocketInput(PolledSocket socket, MemoryPool<byte> memory)
    {
        _socket = socket;
        _memory = memory;
        _onReadable = OnReadable;
    }

    // Counted from the first byte of the connection, as RunningIndex is.
    private long FilledUpTo => _last is null ? 0 : _last.RunningIndex + _last.FilledBytes;

    public override bool TryRead(out ReadResult result)
    {
        ObjectDisposedException.ThrowIf(_isCompleted, this);
        var hasNews = HasNews() || (_socket.Readable.IsSet && _receivesInARow < MaxReceivesInARow && TryReceive());

        // Looked at last: receiving clears the signal by which a cancellation that came before would have been told.
        var isCanceled = Volatile.Read(ref _isCanceled) != 0 && Interlocked.Exchange(ref _isCanceled, 0) != 0;
        if (hasNews || isCanceled)
        {
            result = new ReadResult(Buffered(), isCanceled, _isEnded);
            return true;
        }

        result = default;
        return false;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        if (TryRead(out var result)) return new ValueTask<ReadResult>(result);
        return cancellationToken.CanBeCanceled || _receivesInARow == MaxReceivesInARow ? WaitAsync(cancellationToken) : WaitHereAsync();
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        ObjectDisposedException.ThrowIf(_isCompleted, this);
        if (examined.GetObject() is InputSegment lastExamined) _examinedUpTo = lastExamined.RunningIndex + examined.GetInteger();
        if (consumed.GetObject() is not InputSegment segment) return;

        var offset = consumed.GetInteger();
        while (_first != segment) ReleaseFirst();
        if (offset < segment.FilledBytes) _firstOffset = offset;
        else ReleaseFirst(); // If it was the last as well, the next read begins with a block that has been used last, and there is none meanwhile.
    }

    public override void CancelPendingRead()
    {
        Volatile.Write(ref _isCanceled, 1);
        _socket.Readable.SetFromOutside();
    }

    public override void Complete(Exception? exception = null)
    {
        if (_isCompleted) return;

        _isCompleted = true;
        while (_first is not null) ReleaseFirst();
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token) => _pending.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _pending.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _pending.OnCompleted(continuation, state, token, flags);

    // The usual wait, which needs no state machine: whoever says that the socket is readable receives, and then goes on with the reader.
    private ValueTask<ReadResult> WaitHereAsync()
    {
        _pending.Reset();
        return TryReadOrWait(out var result) ? new ValueTask<ReadResult>(result) : new ValueTask<ReadResult>(this, _pending.Version);
    }

    private void OnReadable()
    {
        ReadResult result;
        try
        {
            if (!TryReadOrWait(out result)) return;
        }
        catch (Exception fault)
        {
            _pending.SetException(fault);
            return;
        }

        _pending.SetResult(result);
    }

    private bool TryReadOrWait(out ReadResult result)
    {
        result = default;
        while (!_socket.Readable.TryWait(_onReadable))
        {
            _receivesInARow = 0;
            if (TryRead(out result)) return true;
        }

        return false;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(CancellationToken cancellationToken)
    {
        if (_receivesInARow == MaxReceivesInARow) await Task.Yield(); // To a thread of the pool.
        while (true)
        {
            _receivesInARow = 0;
            await _socket.Readable.WaitAsync(cancellationToken);
            if (TryRead(out var result)) return result;
        }
    }

    private bool HasNews() => _isEnded || FilledUpTo > _examinedUpTo;

    private bool TryReceive()
    {
        var segment = _last is { } last && last.Free.Length >= MinFreeBytes ? last : InputSegment.Of(_memory.Rent(), FilledBeforeNext());
        int count;
        try
        {
            count = _socket.Receive(segment.Free);
        }
        catch
        {
            if (segment != _last) segment.Release();
            throw;
        }

        _receivesInARow++;
        if (count > 0) Take(segment, count);
        else if (segment != _last) segment.Release();
        _isEnded = count == 0;
        return count >= 0;
    }

    // Where nothing is held, counting goes on from what was examined, which was all.
    private long FilledBeforeNext() => _last is null ? _examinedUpTo : FilledUpTo;

    private void Take(InputSegment segment, int count)
    {
        segment.Fill(count);
        if (segment == _last) return;

        _last?.Append(segment);
        _last = segment;
        _first ??= segment;
    }

    private ReadOnlySequence<byte> Buffered() =>
        _first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_first, _firstOffset, _last!, _last!.FilledBytes);

    private void ReleaseFirst()
    {
        var released = _first!;
        _first = (InputSegment?)released.Next;
        _firstOffset = 0;
        if (_first is null) _last = null;
        released.Release();
    }
}
