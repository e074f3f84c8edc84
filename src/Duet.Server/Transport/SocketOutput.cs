using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Duet.Turn;

namespace Duet.Server.Transport;

/// <summary>
/// Collects what is written, and a flush sends it, on the thread that flushes for as long as the socket takes it. Holds no buffer while there
/// is nothing to send. What a lost connection does not take is dropped: the flush says that nobody reads any more, and the input says why.
/// </summary>
internal sealed class SocketOutput(PolledSocket socket, MemoryPool<byte> memory) : PipeWriter, IHeldOutput
{
    // A burst of many packets, and what the kernel takes at once in any case.
    private const int MaxHeldBytes = 32 * 1024;

    // What does not fit into one block, which nearly everything does.
    private List<ArraySegment<byte>>? _full;
    private List<IMemoryOwner<byte>?>? _fullOwners;
    private IMemoryOwner<byte>? _owner;
    private Memory<byte> _block;
    private int _blockBytes;
    private long _unflushedBytes;
    private bool _isHeld;
    private bool _isOver;
    private bool _isCompleted;
    private int _isCanceled;

    // To be looked at after sending, which clears the signal by which a cancellation that came before would have been told.
    private bool IsCanceled => Volatile.Read(ref _isCanceled) != 0;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _unflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ObjectDisposedException.ThrowIf(_isCompleted, this);
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        if (_block.Length - _blockBytes < Math.Max(sizeHint, 1)) BeginBlock(sizeHint);
        return _block[_blockBytes..];
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _block.Length - _blockBytes);
        _blockBytes += bytes;
        _unflushedBytes += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        if (_isHeld && _unflushedBytes <= MaxHeldBytes) return new ValueTask<FlushResult>(Result());
        return TrySend() || IsCanceled ? new ValueTask<FlushResult>(Result()) : WaitAsync(cancellationToken);
    }

    public void Hold() => _isHeld = true;

    public ValueTask<FlushResult> ReleaseAsync()
    {
        _isHeld = false;
        return FlushAsync(CancellationToken.None);
    }

    public override void CancelPendingFlush()
    {
        Volatile.Write(ref _isCanceled, 1);
        socket.Writable.SetFromOutside();
    }

    public override void Complete(Exception? exception = null)
    {
        if (_isCompleted) return;

        if (exception is null) TrySend();
        _isCompleted = true;
        Drop();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> WaitAsync(CancellationToken cancellationToken)
    {
        do
        {
            await socket.Writable.WaitAsync(cancellationToken);
        }
        while (!TrySend() && !IsCanceled);

        return Result();
    }

    private FlushResult Result() => new(Interlocked.Exchange(ref _isCanceled, 0) != 0, _isOver);

    /// <summary>False where the socket takes no more for now.</summary>
    private bool TrySend()
    {
        try
        {
            while (_unflushedBytes > 0 && !_isOver)
            {
                var sent = _full is not { Count: > 0 } ? socket.Send(_block.Span[..(int)_unflushedBytes]) : SendSeveral();
                if (sent < 0) return false;
                Take(sent);
            }
        }
        catch (Exception lost) when (lost is IOException or ObjectDisposedException)
        {
            _isOver = true;
        }

        Drop();
        return true;
    }

    private int SendSeveral()
    {
        if (_blockBytes > 0) FinishBlock();
        return socket.Send(_full!, (int)_unflushedBytes);
    }

    private void Take(int sent)
    {
        _unflushedBytes -= sent;
        if (_unflushedBytes == 0) return;
        if (_full is not { Count: > 0 }) FinishBlock();

        while (sent >= _full![0].Count)
        {
            sent -= _full[0].Count;
            _fullOwners![0]?.Dispose();
            _full.RemoveAt(0);
            _fullOwners.RemoveAt(0);
        }

        _full[0] = _full[0][sent..];
    }

    private void BeginBlock(int sizeHint)
    {
        if (_blockBytes > 0) FinishBlock();
        else _owner?.Dispose();

        _owner = sizeHint <= memory.MaxBufferSize ? memory.Rent(sizeHint) : null;
        _block = _owner?.Memory ?? new byte[sizeHint];
        _blockBytes = 0;
    }

    private void FinishBlock()
    {
        MemoryMarshal.TryGetArray<byte>(_block[.._blockBytes], out var filled);
        (_full ??= []).Add(filled);
        (_fullOwners ??= []).Add(_owner);
        (_owner, _block, _blockBytes) = (null, default, 0);
    }

    private void Drop()
    {
        if (_full is { Count: > 0 }) DropFull();
        _owner?.Dispose();
        (_owner, _block, _blockBytes, _unflushedBytes) = (null, default, 0, 0);
    }

    private void DropFull()
    {
        foreach (var owner in _fullOwners!) owner?.Dispose();
        _full!.Clear();
        _fullOwners.Clear();
    }
}
