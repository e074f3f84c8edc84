using System.Buffers;
using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests.Fuzz;

/// <summary>What the codec promises of any bytes at all. A promise that is not kept, and every exception, fails the test that asks.</summary>
internal static class CodecPromises
{
    private const int Margin = 24;

    /// <summary>The MD5 key that the corpus is signed with: user, realm, pass.</summary>
    public static readonly byte[] Md5Key = Key(PasswordAlgorithm.Md5);

    /// <summary>The SHA-256 key of the same.</summary>
    public static readonly byte[] Sha256Key = Key(PasswordAlgorithm.Sha256);

    public static void Hold(byte[] bytes) => Check(bytes);

    /// <summary>Checks all promises, and tells what the codec made of the bytes: the same number for bytes that took the same way.</summary>
    public static int Check(byte[] bytes)
    {
        // What lies around a message in memory, such as the packet before it, makes no difference.
        var outcome = CheckIn(bytes, 0x00);
        Assert.Equal(outcome, CheckIn(bytes, 0xFF));
        return outcome;
    }

    private static int CheckIn(byte[] bytes, byte around)
    {
        var surroundings = new byte[bytes.Length + (2 * Margin)];
        surroundings.AsSpan().Fill(around);
        bytes.CopyTo(surroundings, Margin);
        var view = surroundings.AsSpan(Margin, bytes.Length);

        var kind = PacketKinds.Of(view);
        var isChannelData = ChannelData.TryRead(view, out _, out var payloadLength);
        Assert.True(!isChannelData || (kind is PacketKind.ChannelData && payloadLength <= view.Length - ChannelData.HeaderSize));

        var isMessage = StunMessage.TryRead(view, out var message);
        var step = CheckFrame(surroundings, bytes.Length, isMessage);
        if (!isMessage) return HashCode.Combine(kind, isChannelData, step);

        Assert.Equal(PacketKind.Stun, kind);
        return HashCode.Combine(MessagePromises.Check(message), message.Class, step);
    }

    private static StreamStep CheckFrame(byte[] surroundings, int length, bool isMessage)
    {
        var whole = new ReadOnlySequence<byte>(surroundings, Margin, length);
        var step = StreamFrame.TryRead(whole, out var frameBytes, out var paddedBytes);
        Assert.InRange(paddedBytes, 0, Math.Min(length, StreamFrame.MaxBytes));
        Assert.Equal(step is StreamStep.Frame ? (frameBytes + 3) & ~3 : 0, paddedBytes);
        if (isMessage) Assert.Equal((StreamStep.Frame, length, length), (step, frameBytes, paddedBytes));

        var parts = Segments.Of(surroundings, Margin, Margin + (length / 3), Margin + (length / 2)).Slice(Margin, length);
        Assert.Equal(step, StreamFrame.TryRead(parts, out var frameBytesOfParts, out var paddedBytesOfParts));
        Assert.Equal((frameBytes, paddedBytes), (frameBytesOfParts, paddedBytesOfParts));
        return step;
    }

    private static byte[] Key(PasswordAlgorithm algorithm)
    {
        var key = new byte[LongTermKey.MaxLength];
        return key[..LongTermKey.Derive(algorithm, "user", "realm", "pass", key)];
    }
}
