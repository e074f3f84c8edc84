using System.Net;

namespace Duet.Turn;

/// <summary>What the relay listens on, whom it serves and how much: configured under <c>Duet:Turn</c>.</summary>
public sealed class TurnOptions
{
    /// <summary>Addresses for UDP and TCP. Default: empty, which is every address of the machine.</summary>
    public IReadOnlyList<IPAddress> ListenAddresses { get; init; } = [];

    /// <summary>UDP and TCP port, 0 to 65,535; 0 lets the system choose. Default 3478 (RFC 8656 section 3.1).</summary>
    public int Port { get; init; } = 3478;

    /// <summary>
    /// The address that clients are told as theirs on the relay, IPv4 or IPv6; a NAT in front of the relay must forward the relayed ports
    /// from it one to one. Default: none, which is the address that this machine's routes give to packets for the internet.
    /// </summary>
    public IPAddress? ExternalAddress { get; init; }

    /// <summary>First relayed port, 1,024 to 65,535. Default 49,152 (RFC 8656 section 7.2).</summary>
    public int RelayPortMin { get; init; } = 49_152;

    /// <summary>Last relayed port, <see cref="RelayPortMin"/> to 65,535. Default 65,535.</summary>
    public int RelayPortMax { get; init; } = 65_535;

    /// <summary>The realm of the long-term credentials (RFC 8489 section 9.2), 1 to 127 characters. Default <c>duet</c>.</summary>
    public string Realm { get; init; } = "duet";

    /// <summary>
    /// Signs time-limited credentials, <c>expiry:name</c>; at least 16 characters. Default: empty, and then no such credential is good.
    /// </summary>
    public string Secret { get; init; } = "";

    /// <summary>Static long-term users: name (1 to 508 bytes of UTF-8) to password (not empty). Default: none.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>Allocations that one user name may have at once, 1 to 1,000,000. Default 10. One more is refused with 486.</summary>
    public int AllocationsPerUser { get; init; } = 10;

    /// <summary>Permissions of one allocation, 1 to 1,000. Default 32. One more is refused with 508.</summary>
    public int PermissionsPerAllocation { get; init; } = 32;

    /// <summary>Channels of one allocation, 1 to 1,000. Default 32. One more is refused with 508.</summary>
    public int ChannelsPerAllocation { get; init; } = 32;

    /// <summary>
    /// Bytes a second that one allocation relays in the long run, both ways together, payload and 28 bytes of headers a packet, 1,000 to
    /// 2,000,000,000; one second's worth at once.
    /// Default 2,500,000. What is over it is dropped.
    /// </summary>
    public int BytesPerSecondPerAllocation { get; init; } = 2_500_000;

    /// <summary>The same for all allocations of one user name. Default 5,000,000.</summary>
    public int BytesPerSecondPerUser { get; init; } = 5_000_000;

    /// <summary>Allocations of the whole relay, 1 to 1,000,000. Default 10,000. One more is refused with 508.</summary>
    public int MaxAllocations { get; init; } = 10_000;

    /// <summary>TCP and TLS connections from one IPv4 address or one IPv6 /64 network, 1 to 1,000,000. Default 64.</summary>
    public int ConnectionsPerAddress { get; init; } = 64;

    /// <summary>
    /// Replies a second to requests that proved no credentials, for each IPv4 /24 or IPv6 /64 network, 1 to 1,000,000. Default 50. What is
    /// over it gets silence: a forged sender address must not make the relay flood a third party.
    /// </summary>
    public int UnauthenticatedRepliesPerSecond { get; init; } = 50;

    /// <summary>How many of those replies a network gets at once after a pause, 1 to 1,000,000. Default 200.</summary>
    public int UnauthenticatedReplyBurst { get; init; } = 200;

    /// <summary>Lifetime of an allocation that asks for none or for less, 1 minute to 1 hour. Default 10 minutes (RFC 8656 section 7.2).</summary>
    public TimeSpan DefaultLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest lifetime that is granted, <see cref="DefaultLifetime"/> to 1 day. Default 1 hour (RFC 8656 section 7.2).</summary>
    public TimeSpan MaxLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Networks whose addresses may be peers although they are special-purpose ones. Default: none. An address that is in
    /// <see cref="DeniedPeers"/> too goes with the longer prefix, and with the denial where both are equally long.
    /// </summary>
    public IReadOnlyList<IPNetwork> AllowedPeers { get; init; } = [];

    /// <summary>
    /// Networks whose addresses may not be peers, besides every special-purpose range, which is always denied. Default: none. An IPv6
    /// address that carries an IPv4 address is denied by either. A network that runs NAT64 with a prefix of its own (RFC 6052 section 2.2)
    /// names that prefix here.
    /// </summary>
    public IReadOnlyList<IPNetwork> DeniedPeers { get; init; } = [];

    /// <summary>Whether channels 0x5000 to 0x7FFF of RFC 5766 section 11 may be bound as well. Default false.</summary>
    public bool LegacyChannelNumbers { get; init; }

    /// <summary>Whether code points of drafts are understood: 0x8032 as ADDITIONAL-ADDRESS-FAMILY. Default false.</summary>
    public bool LegacyAttributes { get; init; }

    /// <summary>
    /// How long a stream client may take for its first request, and for the rest of a frame that it began, 1 second to 5 minutes.
    /// Default 10 seconds; then the connection is closed.
    /// </summary>
    public TimeSpan StreamFrameTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a packet may wait for a stream client that reads too slowly, 10 milliseconds to 10 seconds. Default 200 milliseconds; then
    /// the oldest is dropped, as late media is of no use.
    /// </summary>
    public TimeSpan StreamQueueTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Worker threads, 0 to 1,024. Default 0: one for each processor.</summary>
    public int Workers { get; init; }

    /// <summary>Whether packets between two allocations of this relay stay in memory. Default true; off only to measure what it saves.</summary>
    public bool ShortCircuit { get; init; } = true;
}
