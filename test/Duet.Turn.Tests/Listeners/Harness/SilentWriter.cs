using System.IO.Pipelines;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>A connection that takes everything at once, and nothing from the heap.</summary>
internal sealed class SilentWriter : PipeWriter, IHeldOutput
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

    public override void Advance(int bytes)
    {
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    public void Hold()
    {
    }

    public ValueTask<FlushResult> ReleaseAsync() => default;

    public override void CancelPendingFlush() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null) => throw new NotSupportedException();
}
