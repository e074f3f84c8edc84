using System.IO.Pipelines;

namespace Duet.Server.Tests.Transport;

/// <summary>A writer that takes memory of any size, fills as much of it as it likes, and flushes now and then.</summary>
internal sealed class WritePattern(PipeWriter output, byte[] bytes, Random random)
{
    private static readonly int[] _hints = [0, 1, 100, 4095, 4096, 4097, 100_000];

    private int _written;

    public async Task WriteAllAsync()
    {
        while (_written < bytes.Length)
        {
            Write();
            if (random.Next(4) == 0) await FlushAsync();
        }

        await FlushAsync();
        Assert.Equal(0, output.UnflushedBytes);
    }

    private void Write()
    {
        var hint = _hints[random.Next(_hints.Length)];
        var memory = output.GetMemory(hint);
        Assert.True(memory.Length >= Math.Max(hint, 1));
        var count = Math.Min(random.Next(4) == 0 ? memory.Length : random.Next(Math.Min(memory.Length, 6000) + 1), bytes.Length - _written);
        bytes.AsMemory(_written, count).CopyTo(memory);
        output.Advance(count);
        _written += count;
    }

    private async Task FlushAsync()
    {
        var result = await output.FlushAsync(CancellationToken.None);
        Assert.True(result is { IsCompleted: false, IsCanceled: false });
    }
}
