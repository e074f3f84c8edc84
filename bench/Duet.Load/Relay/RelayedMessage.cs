using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Duet.Load.Connections;

namespace Duet.Load.Relay;

/// <summary>
/// A prepared frame of one participant. Its <c>msg</c> carries a mark, <c>duet-mark-SSSSSSSSSSSSSSSS-PPPPPPPP</c>: when it was sent, in
/// ticks, and by which seat; both in hexadecimal, which no JSON writer has a reason to escape.
/// </summary>
internal sealed class RelayedMessage
{
    private const int SentAtDigits = 16;
    private const int SeatDigits = 8;

    private readonly byte[] _frame;
    private readonly int _headerBytes;
    private readonly int _sentAtOffset;

    private RelayedMessage(Connection sender, string command, string format)
    {
        var mark = $"duet-mark-{0:x16}-{sender.Seat:x8}";
        var msg = format.Replace("MARK", mark, StringComparison.Ordinal);
        var (room, uid, remoteUid) = (sender.RoomId, sender.Uid, sender.RemoteUid);
        var text = Encoding.UTF8.GetBytes(
            $$"""{"cmd":"{{command}}","roomId":"{{room}}","uid":"{{uid}}","remoteUid":"{{remoteUid}}","msg":"{{msg}}"}""");
        _frame = ClientFrame.Create(WebSocketOpcode.Text, text);
        _headerBytes = ClientFrame.HeaderBytes(text.Length);
        _sentAtOffset = text.AsSpan().IndexOf(Mark) + Mark.Length;
    }

    private static ReadOnlySpan<byte> Mark => "duet-mark-"u8;

    public static RelayedMessage Candidate(Connection sender) => new(sender, "candidate", SampleBodies.Candidate);

    public static RelayedMessage Offer(Connection sender) => new(sender, "offer", SampleBodies.Offer);

    /// <summary>The frame, stamped: valid until it is stamped again.</summary>
    public ReadOnlySpan<byte> Stamp(long sentAt)
    {
        Span<byte> digits = stackalloc byte[SentAtDigits];
        sentAt.TryFormat(digits, out _, "x16", CultureInfo.InvariantCulture);
        ClientFrame.Patch(_frame, _headerBytes, _sentAtOffset, digits);
        return _frame;
    }

    public static bool TryReadMark(ReadOnlySpan<byte> text, out long sentAt, out int seat)
    {
        sentAt = 0;
        seat = 0;
        var start = text.IndexOf(Mark);
        if (start < 0 || text.Length < start + Mark.Length + SentAtDigits + 1 + SeatDigits) return false;
        var mark = text[(start + Mark.Length)..];
        return Utf8Parser.TryParse(mark[..SentAtDigits], out sentAt, out _, 'x')
            && Utf8Parser.TryParse(mark.Slice(SentAtDigits + 1, SeatDigits), out seat, out _, 'x');
    }
}
