namespace Duet.Signaling.Ice;

/// <summary>What a browser needs to gather candidates.</summary>
/// <param name="IceServers">STUN and TURN servers with the credentials of one participant.</param>
/// <param name="IceTransportPolicy"><c>all</c> or <c>relay</c>.</param>
public sealed record IceConfiguration(IReadOnlyList<IceServer> IceServers, string IceTransportPolicy);
