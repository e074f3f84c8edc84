using System.Buffers;

namespace Duet.Stun.Tests.Harness;

/// <summary>Bytes that came in parts, as a pipe hands them out.</summary>
internal static class Segments
{
    /// <summary>A sequence in parts that end at the places given.</summary>
    public static ReadOnlySequence<byte> Of(byte[] bytes, params IEnumerable<int> ends)
    {
        var first = new Segment(default, 0);
        var last = first;
        var begin = 0;
        foreach (var end in ends.Append(bytes.Length))
        {
            last = last.Append(bytes.AsMemory(begin..end));
            begin = end;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex) => (Memory, RunningIndex) = (memory, runningIndex);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
