using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>What a <see cref="RelayWish"/> came to: one port, two, or none.</summary>
internal readonly record struct GrantedPorts
{
    public RelayPort? IPv4 { get; init; }

    public RelayPort? IPv6 { get; init; }

    /// <summary>The token of the port after it, where that was asked for.</summary>
    public ReservationToken? Reserved { get; init; }

    /// <summary>What a wish for both families did not get; with no port at all, why.</summary>
    public AddressFailure? Failure { get; init; }

    public bool IsEmpty => IPv4 is null && IPv6 is null;

    public static GrantedPorts Of(RelayPort? port) =>
        port?.Advertised.Family is InternetAddressFamily.IPv4 ? new() { IPv4 = port } : new() { IPv6 = port };
}
