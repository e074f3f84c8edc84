using Duet.Stun;
using Duet.Turn.Allocations;

namespace Duet.Turn.Relay;

/// <summary>
/// Where relayed packets leave. Whoever reads packets has one of its own, and collects what comes of a read for few system calls.
/// </summary>
internal interface IPacketSink
{
    /// <summary>What its owner relays and drops.</summary>
    RelayCounters Counters { get; }

    /// <summary>Sends to a peer from a relayed transport address.</summary>
    /// <param name="relay">From where.</param>
    /// <param name="peer">To whom.</param>
    /// <param name="payload">Must stay as it is until the owner flushes.</param>
    /// <param name="dontFragment">Rather lose it than split it on its way.</param>
    void ToPeer(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, bool dontFragment);

    /// <summary>Sends a message, a header with a payload and zeros after it, to the client of an allocation.</summary>
    /// <param name="allocation">Whose client it is.</param>
    /// <param name="header">Is copied.</param>
    /// <param name="payload">Must stay as it is until the owner flushes.</param>
    /// <param name="paddingBytes">Zeros after the payload, 0 to 3. Over a stream they are always sent.</param>
    void ToClient(Allocation allocation, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int paddingBytes);
}
