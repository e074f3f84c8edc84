using System.Diagnostics.Metrics;
using Duet.Turn.Relay;

namespace Duet.Turn.Listeners;

/// <summary>
/// What the relay does, as instruments of the meter <c>Duet.Turn</c>. Everything is counted where it happens and added up when somebody asks.
/// </summary>
internal sealed class RelayMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Duet.Turn";

    private static readonly DropReason[] _reasons = Enum.GetValues<DropReason>();

    private readonly Meter _meter = new(MeterName);
    private readonly Func<IEnumerable<RelayCounters>> _counters;

    /// <param name="counters">Those of all threads.</param>
    /// <param name="allocations">How many there are.</param>
    /// <param name="connections">How many TCP and TLS clients there are.</param>
    /// <param name="receiveDrops">Datagrams that came faster than they were received.</param>
    /// <param name="notSent">Datagrams that the network did not take, of batches.</param>
    public RelayMetrics(
        Func<IEnumerable<RelayCounters>> counters, Func<int> allocations, Func<int> connections, Func<long> receiveDrops, Func<long> notSent)
    {
        _counters = counters;
        _meter.CreateObservableGauge("duet.turn.allocations", allocations, "{allocation}", "Allocations.");
        _meter.CreateObservableGauge("duet.turn.connections", connections, "{connection}", "Clients over TCP and TLS.");
        _meter.CreateObservableCounter("duet.turn.packets", Packets, "{packet}", "Relayed packets, by direction.");
        _meter.CreateObservableCounter("duet.turn.bytes", Bytes, "By", "Payload of relayed packets, by direction.");
        _meter.CreateObservableCounter(
            "duet.turn.short_circuited", () => Sum(counter => counter.ShortCircuited), "{packet}", "Packets between two allocations that stayed in memory.");
        _meter.CreateObservableCounter("duet.turn.drops", () => Drops(receiveDrops(), notSent()), "{packet}", "Packets that went nowhere, by reason.");
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Packets() =>
    [
        Of(Sum(counter => counter.PacketsToPeers), "direction", "to_peer"),
        Of(Sum(counter => counter.PacketsToClients), "direction", "to_client"),
    ];

    private IEnumerable<Measurement<long>> Bytes() =>
    [
        Of(Sum(counter => counter.BytesToPeers), "direction", "to_peer"),
        Of(Sum(counter => counter.BytesToClients), "direction", "to_client"),
    ];

    private IEnumerable<Measurement<long>> Drops(long receiveDrops, long notSent)
    {
        foreach (var reason in _reasons)
        {
            var count = Sum(counter => counter.Dropped(reason)) + (reason is DropReason.NotSent ? notSent : 0);
            yield return Of(count, "reason", NameOf(reason));
        }

        yield return Of(receiveDrops, "reason", "receive_buffer_full");
    }

    private long Sum(Func<RelayCounters, long> of) => _counters().Sum(of);

    private static string NameOf(DropReason reason) => reason switch
    {
        DropReason.NotTurn => "not_turn",
        DropReason.NoAllocation => "no_allocation",
        DropReason.NoChannel => "no_channel",
        DropReason.NoPermission => "no_permission",
        DropReason.PeerDenied => "peer_denied",
        DropReason.OverBudget => "over_budget",
        DropReason.Malformed => "malformed",
        DropReason.NotSent => "not_sent",
        DropReason.SlowReader => "slow_reader",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    private static Measurement<long> Of(long value, string tag, string tagValue) => new(value, new KeyValuePair<string, object?>(tag, tagValue));
}
