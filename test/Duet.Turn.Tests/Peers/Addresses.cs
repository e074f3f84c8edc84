using System.Net;
using Duet.Stun;

namespace Duet.Turn.Tests.Peers;

/// <summary>Addresses as tests write them.</summary>
internal static class Addresses
{
    public static InternetAddress Ip(string text) => InternetAddress.From(IPAddress.Parse(text));

    public static TransportAddress At(string text) => TransportAddress.From(IPEndPoint.Parse(text));

    public static uint IPv4Bits(string text) => (uint)Ip(text).Bits;

    public static UInt128 Bits(string text) => Ip(text).Bits;
}
