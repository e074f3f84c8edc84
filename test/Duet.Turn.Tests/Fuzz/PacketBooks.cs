using Duet.Stun;
using Duet.Turn.Relay;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>Each packet of data is counted once.</summary>
internal static class PacketBooks
{
    private static readonly DropReason[] _reasons = Enum.GetValues<DropReason>();

    /// <summary>Packets that left or were dropped. One that goes from allocation to allocation is one.</summary>
    public static long Accounted(this RelayCounters counters) =>
        counters.PacketsToPeers + counters.PacketsToClients - counters.ShortCircuited + counters.AllDropped().Sum();

    /// <summary>What was dropped, for each reason.</summary>
    public static long[] AllDropped(this RelayCounters counters) => [.. _reasons.Select(counters.Dropped)];

    /// <summary>Whether a packet of a client is counted: requests are not, nor is what keeps a NAT open.</summary>
    public static bool Count(ReadOnlySpan<byte> packet) =>
        PacketKinds.Of(packet) is not PacketKind.Stun
        || (StunMessage.TryRead(packet, out var message) && message.Class is StunClass.Indication && message.Method is StunMethod.Send);
}
