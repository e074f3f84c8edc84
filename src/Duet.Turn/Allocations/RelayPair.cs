namespace Duet.Turn.Allocations;

/// <summary>Relayed transport addresses of one allocation: none, one or both families.</summary>
internal readonly record struct RelayPair(RelayedTransport? IPv4, RelayedTransport? IPv6)
{
    public bool IsEmpty => IPv4 is null && IPv6 is null;
}
