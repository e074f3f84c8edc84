using Duet.Turn.Sockets.Linux;

namespace Duet.Turn.Tests.Sockets.Linux;

/// <summary>sendmmsg that fails where a test says so, and writes down what was sent.</summary>
internal sealed class RecordingCall
{
    /// <summary>What the next calls fail with.</summary>
    public Queue<int> Errors { get; } = [];

    /// <summary>What every message with a run fails with. 0: with nothing.</summary>
    public int RunError { get; set; }

    public int MostAtOnce { get; set; } = int.MaxValue;

    public int Calls { get; private set; }

    public List<SentMessage> Sent { get; } = [];

    public void Clear()
    {
        Calls = 0;
        Sent.Clear();
    }

    public int Send(int descriptor, Span<BatchedMessage> messages)
    {
        Calls++;
        if (Errors.TryDequeue(out var error)) return -error;

        var count = 0;
        while (count < messages.Length && (RunError == 0 || !IsRun(messages[count]))) count++;
        if (count == 0) return -RunError;

        var sent = LinuxCalls.SendBatch(descriptor, messages[..Math.Min(count, MostAtOnce)]);
        for (var i = 0; i < sent; i++) Sent.Add(new((int)messages[i].Header.VectorCount, (int)messages[i].Length, IsRun(messages[i])));
        return sent;
    }

    // A local IPv4 address takes 32 bytes, the size of segments 24.
    private static bool IsRun(in BatchedMessage message) => message.Header.ControlLength % 32 == ControlMessages.IntegerBytes;
}

internal readonly record struct SentMessage(int Pieces, int Bytes, bool IsRun);
