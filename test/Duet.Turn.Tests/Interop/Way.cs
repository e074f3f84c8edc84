namespace Duet.Turn.Tests.Interop;

/// <summary>How coturn's client reaches the server.</summary>
public enum Way
{
    Udp,
    Tcp,
    Tls,
}
