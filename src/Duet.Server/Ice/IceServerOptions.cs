namespace Duet.Server.Ice;

/// <summary>One external STUN or TURN server: <c>Duet:Ice:Servers:N</c>.</summary>
/// <param name="Urls">STUN and TURN URIs of this server.</param>
/// <param name="Username">A static TURN user.</param>
/// <param name="Credential">The static user's password.</param>
/// <param name="Secret">Shared with the TURN server: credentials are made for each participant and end in time.</param>
internal sealed record IceServerOptions(IReadOnlyList<string> Urls, string? Username, string? Credential, string? Secret);
