namespace Duet.Turn.Tests.Interop;

/// <summary>One run of coturn's client.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Way">How it reaches the server.</param>
/// <param name="Flags">Its own flags. <c>-c</c>: no port pairs. <c>-s</c>: indications, no channels. <c>-y</c>: from client to client.</param>
/// <param name="Peer">The peer's address; null where clients talk to clients.</param>
/// <param name="Server">The server's address.</param>
public sealed record InteropCase(string Name, Way Way, string Flags, string? Peer = InteropCase.IPv4, string Server = InteropCase.IPv4)
{
    public const string IPv4 = "127.0.0.1";
    public const string IPv6 = "::1";

    public static IReadOnlyList<InteropCase> All { get; } =
    [
        new("UDP, channels", Way.Udp, "-c"),
        new("UDP, channels, port pairs", Way.Udp, ""),
        new("UDP, indications", Way.Udp, "-c -s"),
        new("UDP, indications, port pairs", Way.Udp, "-s"),
        new("UDP, channels, padded", Way.Udp, "-c -D"),
        new("UDP, channels, do not fragment", Way.Udp, "-c -g"),
        new("UDP, indications, do not fragment", Way.Udp, "-c -s -g"),
        new("UDP, channels, extra requests", Way.Udp, "-c -G"),
        new("UDP, channels, IPv4 by name", Way.Udp, "-c -X"),
        new("UDP, channels, long messages", Way.Udp, "-c -l 1400"),
        new("UDP, indications, odd lengths", Way.Udp, "-c -s -l 101"),
        new("UDP, channels, between clients", Way.Udp, "-y -c", Peer: null),
        new("UDP, channels, between clients, port pairs", Way.Udp, "-y", Peer: null),
        new("UDP, indications, between clients", Way.Udp, "-y -c -s", Peer: null),
        new("UDP, channels, IPv6 relay", Way.Udp, "-x -c", IPv6),
        new("UDP, indications, IPv6 relay", Way.Udp, "-x -c -s", IPv6),
        new("UDP, channels, IPv6 relay, port pairs", Way.Udp, "-x", IPv6),
        new("UDP, channels, both families", Way.Udp, "-Z"),
        new("UDP, indications, both families", Way.Udp, "-Z -s"),
        new("UDP, channels, IPv6 client", Way.Udp, "-c", Server: IPv6),
        new("TCP, channels", Way.Tcp, "-t -c"),
        new("TCP, channels, port pairs", Way.Tcp, "-t"),
        new("TCP, indications", Way.Tcp, "-t -c -s"),
        new("TCP, channels, odd lengths", Way.Tcp, "-t -c -l 101"),
        new("TCP, indications, odd lengths", Way.Tcp, "-t -c -s -l 101"),
        new("TCP, channels, between clients", Way.Tcp, "-t -y -c", Peer: null),
        new("TLS, channels", Way.Tls, "-S -t -c"),
        new("TLS, indications", Way.Tls, "-S -t -c -s"),
        new("TLS, channels, between clients", Way.Tls, "-S -t -y -c", Peer: null),
    ];

    public bool NeedsIPv6 => Server == IPv6 || Peer == IPv6 || Flags.Contains('Z', StringComparison.Ordinal);
}
