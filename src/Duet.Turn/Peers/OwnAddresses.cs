using Duet.Stun;

namespace Duet.Turn.Peers;

/// <summary>Where this machine can be reached, as far as the relay knows: what a client must not reach from the inside.</summary>
internal sealed class OwnAddresses
{
    /// <summary>For a relay that knows nothing of its surroundings.</summary>
    public static OwnAddresses None { get; } = new();

    /// <summary>What the process listens on, the web server's endpoints too. A wildcard stands for each of the other addresses here.</summary>
    public IReadOnlyCollection<TransportAddress> Listeners { get; init; } = [];

    /// <summary>The IP addresses of relayed transport addresses: those that are advertised, and those that are bound.</summary>
    public IReadOnlyCollection<InternetAddress> Relays { get; init; } = [];

    /// <summary>All IP addresses of the machine's network interfaces.</summary>
    public IReadOnlyCollection<InternetAddress> Hosts { get; init; } = [];
}
