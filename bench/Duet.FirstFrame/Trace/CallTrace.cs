using System.Globalization;
using Duet.FirstFrame.Calls;
using Duet.FirstFrame.Delay;

namespace Duet.FirstFrame.Trace;

/// <summary>
/// One call as a list in the order of time: what both browsers did and what they and the server sent, from the opening of the pages to the first
/// frames.
/// </summary>
internal static class CallTrace
{
    // A little more than the end, to see what follows it.
    private const double TailMilliseconds = 60;

    public static void Print(CallRecord call)
    {
        var end = Math.Max(call.TimeOf(Phase.FirstFrame) ?? 0, call.TimeOf(Phase.WaiterFirstFrame) ?? 0) + TailMilliseconds;
        var lines = Happened("joiner", call.Joiner, call.Click)
            .Concat(Happened("waiter", call.Waiter, call.Click))
            .Concat(Sent(call))
            .Where(line => line.At <= end)
            .OrderBy(line => line.At);
        Console.WriteLine($"""

            {call.Recipe.Name}, round trip {call.RoundTrip.TotalMilliseconds:0} ms
            joiner: {call.JoinerReport}
            waiter: {call.WaiterReport}
            first column: milliseconds after the click; "> ARRIVAL": sent to the server, "< ARRIVAL": sent by the server, and when it gets there

            """);
        foreach (var line in lines) Console.WriteLine(line);
    }

    private static IEnumerable<TraceLine> Happened(string side, IReadOnlyList<PageEvent> events, double click) =>
        events.Select(happened => new TraceLine(happened.At - click, side, "", "page", $"{happened.Kind} {happened.Detail}".TrimEnd()));

    private static IEnumerable<TraceLine> Sent(CallRecord call)
    {
        var media = new MediaDigest();
        foreach (var packet in call.Packets)
        {
            var at = packet.At.ToUnixTimeMilliseconds() + (packet.At.Ticks % TimeSpan.TicksPerMillisecond / (double)TimeSpan.TicksPerMillisecond) - call.Click;
            if (Describe(packet, media, isBeforeClick: at < 0) is not { } text) continue;

            var arrival = string.Create(CultureInfo.InvariantCulture, $"{(packet.IsFromClient ? '>' : '<')} {at + (call.RoundTrip.TotalMilliseconds / 2),7:0.0}");
            yield return new TraceLine(at, packet.Flow.Side, arrival, Name(packet.Flow), text);
        }
    }

    private static string? Describe(SeenPacket packet, MediaDigest media, bool isBeforeClick)
    {
        if (!packet.Flow.IsStream) return media.TryTake(packet, out var digest) ? digest : PacketText.OfDatagram(packet.Bytes.Span);

        var text = PacketText.OfSegment(packet.Bytes.Span);
        return isBeforeClick && !text.Contains("STUN", StringComparison.Ordinal) ? null : text; // the page's own loading
    }

    private static string Name(Flow flow) =>
        string.Create(CultureInfo.InvariantCulture, $"{(flow.IsStream ? "tcp" : "udp")} {flow.ServerPort} #{flow.Number}");
}

/// <param name="At">Milliseconds after the click; negative before it.</param>
/// <param name="Side">Whose browser.</param>
/// <param name="Arrival">Direction, and when it arrives; empty for what a browser did.</param>
/// <param name="Where">The page, or a flow.</param>
/// <param name="Text">What.</param>
internal sealed record TraceLine(double At, string Side, string Arrival, string Where, string Text)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At,9:0.0}  {Side}  {Arrival,-9}  {Where,-13}  {Text}");
}
