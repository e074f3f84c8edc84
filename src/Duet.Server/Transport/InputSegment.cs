using System.Buffers;

namespace Duet.Server.Transport;

/// <summary>A block of received bytes in a chain of them.</summary>
internal sealed class InputSegment : ReadOnlySequenceSegment<byte>
{
    private readonly IMemoryOwner<byte> _block;

    public InputSegment(IMemoryOwner<byte> block, long runningIndex)
    {
        _block = block;
        RunningIndex = runningIndex;
        Memory = ReadOnlyMemory<byte>.Empty;
    }

    public int FilledBytes => Memory.Length;

    public Span<byte> Free => _block.Memory.Span[FilledBytes..];

    public void Fill(int count) => Memory = _block.Memory[..(FilledBytes + count)];

    public void Append(InputSegment next) => Next = next;

    public void Release() => _block.Dispose();
}
