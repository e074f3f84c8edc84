namespace Duet.Server.Relay;

/// <summary>Where the relay listens, as clients are told.</summary>
/// <param name="FallbackHost">What a client is told who reached us under no usable name.</param>
/// <param name="Udp">UDP port.</param>
/// <param name="Tcp">TCP port.</param>
internal sealed record RelayEndpoints(string FallbackHost, int Udp, int Tcp);
