using Duet.Turn.Relay;

namespace Duet.Turn.Listeners;

/// <summary>What all stream clients share.</summary>
/// <param name="Packets">What is done with their packets.</param>
/// <param name="Listeners">Sockets over which UDP clients are reached.</param>
/// <param name="Batches">Where their threads get batches to send with.</param>
/// <param name="Counters">What is relayed and dropped on their threads.</param>
/// <param name="Options">Their limits.</param>
/// <param name="Time">The clock.</param>
internal sealed record StreamContext(
    PacketHandler Packets,
    ListenerSockets Listeners,
    SendBatches Batches,
    RelayCounters Counters,
    TurnOptions Options,
    TimeProvider Time);
