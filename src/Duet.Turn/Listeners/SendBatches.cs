using System.Collections.Concurrent;
using Duet.Turn.Sockets;

namespace Duet.Turn.Listeners;

/// <summary>
/// Send batches for threads that read streams, each for as long as it has something to send: there are as many of them as threads do that at
/// once, however many streams there are. From any thread, also after the end.
/// </summary>
/// <param name="sockets">The operating system.</param>
internal sealed class SendBatches(ISocketLayer sockets) : IDisposable
{
    private readonly ConcurrentQueue<ISendBatch> _spare = new();
    private volatile bool _isDisposed;

    public ISendBatch Rent() => _spare.TryDequeue(out var batch) ? batch : sockets.CreateSendBatch(received: null);

    /// <summary>Takes one back, flushed.</summary>
    public void Return(ISendBatch batch)
    {
        _spare.Enqueue(batch);
        Interlocked.MemoryBarrier(); // Either this sees the end, or the end sees the batch.
        if (_isDisposed) DisposeSpare();
    }

    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.MemoryBarrier();
        DisposeSpare();
    }

    private void DisposeSpare()
    {
        while (_spare.TryDequeue(out var batch)) batch.Dispose();
    }
}
