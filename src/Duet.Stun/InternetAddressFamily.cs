namespace Duet.Stun;

/// <summary>The address families of STUN, with the values of RFC 8489 section 14.1.</summary>
public enum InternetAddressFamily : byte
{
    IPv4 = 1,
    IPv6 = 2,
}
