using System.IO.Pipelines;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>A connection that takes what is written, or, while it is closed for more, does not. It holds what is flushed where it is told to.</summary>
internal sealed class GatedWriter : PipeWriter, IHeldOutput
{
    private readonly List<byte> _unflushed = [];
    private readonly List<byte> _kept = [];
    private bool _isHeld;
    private byte[] _buffer = [];
    private TaskCompletionSource<FlushResult>? _gate;

    /// <summary>What each flush carried.</summary>
    public List<byte[]> Flushed { get; } = [];

    /// <summary>What left at once.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>Bytes that it holds at most.</summary>
    public int MaxHeldBytes { get; set; } = int.MaxValue;

    /// <summary>Whether its other end reads no more.</summary>
    public bool IsOver { get; set; }

    public byte[] All => [.. Flushed.SelectMany(bytes => bytes)];

    /// <summary>What the next flush fails with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>From now on flushes wait.</summary>
    public void Close() => _gate = new TaskCompletionSource<FlushResult>();

    /// <summary>Ends the wait of the flush that waits, and of all after it.</summary>
    public void Open()
    {
        var gate = _gate;
        _gate = null;
        gate?.SetResult(default);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => (_buffer = new byte[sizeHint]);

    public override Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

    public override void Advance(int bytes) => _unflushed.AddRange(_buffer[..bytes]);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (Failure is not null) return ValueTask.FromException<FlushResult>(Failure);

        if (_unflushed.Count > 0) Flushed.Add([.. _unflushed]);
        _kept.AddRange(_unflushed);
        _unflushed.Clear();
        return _isHeld && _kept.Count <= MaxHeldBytes ? default : Send();
    }

    public void Hold() => _isHeld = true;

    public ValueTask<FlushResult> ReleaseAsync()
    {
        _isHeld = false;
        return Failure is null ? Send() : ValueTask.FromException<FlushResult>(Failure);
    }

    public override void CancelPendingFlush() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null) => throw new NotSupportedException();

    private ValueTask<FlushResult> Send()
    {
        if (_kept.Count > 0) Sent.Add([.. _kept]);
        _kept.Clear();
        return _gate is { } gate ? new ValueTask<FlushResult>(gate.Task) : new(new FlushResult(isCanceled: false, isCompleted: IsOver));
    }
}
