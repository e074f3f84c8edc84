namespace Duet.Signaling.Ice;

/// <summary>Under which address a client reached this server, and so can reach a relay beside it.</summary>
/// <param name="Host">Host name or IP address, an IPv6 address in brackets.</param>
/// <param name="TlsPort">The port where its TLS ends in this process; null where it does not.</param>
public sealed record ReachedAddress(string Host, int? TlsPort);
