using System.Buffers;

namespace Duet.Server.Transport;

/// <summary>
/// A block of received bytes in a chain of them. Each thread keeps the one that it released last: nearly every read needs just one, so that
/// reading leaves nothing to the collector.
/// </summary>
internal sealed class InputSegment : ReadOnlySequenceSegment<byte>
{
    [ThreadStatic]
    private static InputSegment? _spare;

    private IMemoryOwner<byte>? _block;

    private InputSegment()
    {
    }

    public int FilledBytes => Memory.Length;

    public Span<byte> Free => _block!.Memory.Span[FilledBytes..];

    public static InputSegment Of(IMemoryOwner<byte> block, long runningIndex)
    {
        var segment = _spare ?? new InputSegment();
        _spare = null;
        segment._block = block;
        segment.RunningIndex = runningIndex;
        return segment;
    }

    public void Fill(int count) => Memory = _block!.Memory[..(FilledBytes + count)];

    public void Append(InputSegment next) => Next = next;

    public void Release()
    {
        _block!.Dispose();
        _block = null;
        Memory = default;
        Next = null;
        _spare = this;
    }
}
