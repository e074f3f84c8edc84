namespace Duet.Signaling.Ice;

/// <summary>One entry of a browser's <c>RTCConfiguration.iceServers</c> (W3C WebRTC section 4.2.2).</summary>
/// <param name="Urls">STUN or TURN URIs (RFC 7064, RFC 7065), such as <c>turn:turn.example.org:3478?transport=udp</c>.</param>
/// <param name="Username">TURN user name, or null where the server asks for none.</param>
/// <param name="Credential">TURN password, or null where the server asks for none.</param>
public sealed record IceServer(IReadOnlyList<string> Urls, string? Username, string? Credential);
