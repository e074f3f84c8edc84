using System.Buffers;
using System.IO.Pipelines;
using Duet.Server.Tests.Signaling.Upgrade;

namespace Duet.Server.Tests.Transport;

/// <summary>A reader that consumes and examines at random, and checks that what it is given is what was sent and what it may expect.</summary>
internal sealed class ReadPattern(PipeReader input, byte[] expected, Random random)
{
    // Beyond this it consumes what it has, so that looking at all of it each time stays cheap.
    private const int MostHeldBytes = 30_000;

    private int _consumed;
    private int _examined;

    public async Task ReadToEndAsync()
    {
        while (true)
        {
            var result = await ReadAsync();
            Assert.False(result.IsCanceled);
            Check(result);
            if (result.IsCompleted && _consumed + result.Buffer.Length == expected.Length)
            {
                input.AdvanceTo(result.Buffer.End);
                return;
            }

            Advance(result.Buffer);
        }
    }

    private async Task<ReadResult> ReadAsync() =>
        random.Next(3) == 0 && input.TryRead(out var result) ? result : await input.ReadAsync(CancellationToken.None).InTimeAsync();

    private void Check(ReadResult result)
    {
        var buffer = result.Buffer;
        Assert.True(buffer.ToArray().AsSpan().SequenceEqual(expected.AsSpan(_consumed, (int)buffer.Length)), $"Other bytes behind {_consumed}.");
        Assert.True(buffer.IsEmpty || !buffer.FirstSpan.IsEmpty, $"An empty first block at {_consumed}.");
        Assert.True(result.IsCompleted || _consumed + buffer.Length > _examined, $"Nothing new at {_consumed}, of which {_examined} was examined.");
    }

    private void Advance(in ReadOnlySequence<byte> buffer)
    {
        var length = (int)buffer.Length;
        var consumed = length > MostHeldBytes ? length - random.Next(100) : random.Next(4) switch
        {
            0 => 0,
            1 => length,
            2 => (int)buffer.First.Length,
            _ => random.Next(length + 1),
        };
        var examined = random.Next(2) == 0 ? length : random.Next(consumed, length + 1);
        input.AdvanceTo(At(buffer, consumed, random.Next(2) == 0), At(buffer, examined, random.Next(2) == 0));
        _examined = Math.Max(_examined, _consumed + examined);
        _consumed += consumed;
    }

    /// <summary>Between two blocks, the same place has two names.</summary>
    private static SequencePosition At(in ReadOnlySequence<byte> buffer, int offset, bool atTheEndOfABlock)
    {
        if (!atTheEndOfABlock || buffer.Start.GetObject() is not ReadOnlySequenceSegment<byte> block) return buffer.GetPosition(offset);

        var index = buffer.Start.GetInteger();
        while (offset > block.Memory.Length - index)
        {
            offset -= block.Memory.Length - index;
            (block, index) = (block.Next!, 0);
        }

        return new SequencePosition(block, index + offset);
    }
}
