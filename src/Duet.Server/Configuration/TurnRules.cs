using System.Net;
using Duet.Server.Relay;
using Duet.Turn;
using Duet.Turn.Peers;

namespace Duet.Server.Configuration;

/// <summary>The options of the embedded relay, <c>Duet:Turn</c>.</summary>
internal static class TurnRules
{
    /// <summary>RFC 8489 section 14.3.</summary>
    public const int MaxUsernameBytes = 508;

    private const int MaxRealmCharacters = 127; // RFC 8489 section 14.9

    private static readonly TurnOptions _turn = new();

    public static IReadOnlyList<OptionRule> All { get; } =
    [
        OptionRule.Flag("Duet:Turn:Enabled", true, "the embedded STUN/TURN server"),
        new("Duet:Turn:ListenAddresses:N", "all", "an IP address of this machine", "where it takes UDP and TCP", IsAddress),
        OptionRule.Whole("Duet:Turn:Port", _turn.Port, 0, 65_535, "port", "UDP and TCP; 0: any free one"),
        new("Duet:Turn:ExternalAddress", "found by routing", "an IP address that clients can send to", "what clients are told as relayed address, behind a NAT", IsExternalAddress),
        new("Duet:Turn:RelayPorts", $"{_turn.RelayPortMin}-{_turn.RelayPortMax}", PortRange.Allowed, "range of relayed UDP ports", value => PortRange.TryParse(value, out _)),
        Text("Duet:Turn:Realm", _turn.Realm, $"1 to {MaxRealmCharacters} characters", "realm of the credentials", value => value.Trim().Length is > 0 and <= MaxRealmCharacters),
        Text("Duet:Turn:Secret", "generated, kept in the data directory", $"at least {RelaySecret.MinCharacters} characters", "signs time-limited credentials", value => value.Length >= RelaySecret.MinCharacters),
        Text("Duet:Turn:Users:NAME", "none", $"a password that is not empty, for a name of at most {MaxUsernameBytes} bytes without ':'", "static user, name to password", value => value.Length > 0),
        OptionRule.Whole("Duet:Turn:MaxAllocations", _turn.MaxAllocations, 1, 1_000_000, "allocations", "for all users together"),
        OptionRule.Whole("Duet:Turn:AllocationsPerUser", _turn.AllocationsPerUser, 1, 1_000_000, "allocations", "for one user name"),
        OptionRule.Whole("Duet:Turn:PermissionsPerAllocation", _turn.PermissionsPerAllocation, 1, 1_000, "permissions", "for one allocation"),
        OptionRule.Whole("Duet:Turn:ChannelsPerAllocation", _turn.ChannelsPerAllocation, 1, 1_000, "channels", "for one allocation"),
        OptionRule.Whole("Duet:Turn:BytesPerSecondPerAllocation", _turn.BytesPerSecondPerAllocation, 1_000, 2_000_000_000, "bytes a second", "relayed for one allocation, both ways"),
        OptionRule.Whole("Duet:Turn:BytesPerSecondPerUser", _turn.BytesPerSecondPerUser, 1_000, 2_000_000_000, "bytes a second", "relayed for one user name, both ways"),
        OptionRule.Whole("Duet:Turn:ConnectionsPerAddress", _turn.ConnectionsPerAddress, 1, 1_000_000, "connections", "TCP and TLS, from one IPv4 address or IPv6 /64"),
        OptionRule.Whole("Duet:Turn:UnauthenticatedRepliesPerSecond", _turn.UnauthenticatedRepliesPerSecond, 1, 1_000_000, "replies", "to one IPv4 /24 or IPv6 /64, before authentication"),
        OptionRule.Whole("Duet:Turn:UnauthenticatedReplyBurst", _turn.UnauthenticatedReplyBurst, 1, 1_000_000, "replies", "the same, at once"),
        OptionRule.Time("Duet:Turn:DefaultLifetime", _turn.DefaultLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), "of an allocation that asks for none"),
        OptionRule.Time("Duet:Turn:MaxLifetime", _turn.MaxLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), "of an allocation, between refreshes"),
        OptionRule.Time("Duet:Turn:StreamFrameTimeout", _turn.StreamFrameTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), "for the rest of a frame over TCP or TLS, and for a first request"),
        OptionRule.Time("Duet:Turn:StreamQueueTime", _turn.StreamQueueTime, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10), "a packet may wait for a slow TCP or TLS client"),
        OptionRule.Whole("Duet:Turn:Workers", _turn.Workers, 0, 1_024, "threads", "that relay; 0: one for each processor"),
        Peers("Duet:Turn:AllowedPeers:N", "none", "peers allowed although their range is special-purpose"),
        Peers("Duet:Turn:DeniedPeers:N", "every special-purpose range", "further peers denied"),
        OptionRule.Flag("Duet:Turn:LegacyChannelNumbers", _turn.LegacyChannelNumbers, "take RFC 5766's channels, up to 0x7FFF"),
        OptionRule.Flag("Duet:Turn:LegacyAttributes", _turn.LegacyAttributes, "take code points of drafts"),
        OptionRule.Flag("Duet:Turn:ShortCircuit", _turn.ShortCircuit, "packets between two clients of this relay stay in memory; off only to measure"),
    ];

    // As strict as peers are: the platform takes 010.0.0.1 for 8.0.0.1, and 10.1 for 10.0.0.1.
    private static bool IsAddress(string value) => !value.Contains('/', StringComparison.Ordinal) && PeerNetwork.TryParse(value, out _, out _);

    private static bool IsExternalAddress(string value) =>
        IsAddress(value) && IPAddress.Parse(value) is var address && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    private static OptionRule Text(string key, string @default, string allowed, string meaning, Func<string, bool> isAllowed) =>
        new(key, @default, allowed, meaning, isAllowed);

    private static OptionRule Peers(string key, string @default, string meaning) =>
        new(key, @default, PeerNetwork.Allowed, meaning, value => PeerNetwork.TryParse(value, out _, out _));
}
