using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Duet.Turn.Peers;

/// <summary>Reads the networks of <see cref="TurnOptions.AllowedPeers"/> and <see cref="TurnOptions.DeniedPeers"/>.</summary>
/// <remarks>
/// Stricter than the platform, which takes <c>010.0.0.1</c> for 8.0.0.1 and <c>10.1</c> for 10.0.0.1: a rule that is not what its author
/// read is worse than none.
/// </remarks>
public static class PeerNetwork
{
    /// <summary>What <see cref="TryParse"/> takes, for messages.</summary>
    public const string Allowed = "an IPv4 or IPv6 address, or a network such as 192.0.2.0/24 or 2001:db8::/32 without bits after its prefix";

    private const int IPv4Bits = 32;
    private const int IPv6Bits = 128;

    private static readonly SearchValues<char> _characters = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary>An address alone is the network of that one address.</summary>
    /// <param name="text">Such as <c>192.0.2.0/24</c>, <c>192.0.2.1</c>, <c>2001:db8::/32</c>.</param>
    /// <param name="network">The network.</param>
    /// <param name="fault">What is wrong with <paramref name="text"/>, in one clause.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out IPNetwork network, [NotNullWhen(false)] out string? fault)
    {
        network = default;
        var slash = text?.IndexOf('/') ?? -1;
        var addressText = slash < 0 ? text : text![..slash];
        if (!TryParseAddress(addressText, out var address))
        {
            fault = "the address is not an IPv4 address of four decimal numbers, nor an IPv6 address";
            return false;
        }

        var bits = address.AddressFamily is AddressFamily.InterNetwork ? IPv4Bits : IPv6Bits;
        var prefixLength = bits;
        if (slash >= 0 && !TryParsePrefixLength(text.AsSpan(slash + 1), bits, out prefixLength))
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"the prefix length is not a number from 0 to {bits}");
            return false;
        }

        if (HasBitsAfter(prefixLength, address))
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"the address has bits after its first {prefixLength}");
            return false;
        }

        network = new IPNetwork(address, prefixLength);
        fault = null;
        return true;
    }

    private static bool TryParseAddress([NotNullWhen(true)] string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text is null || text.AsSpan().ContainsAnyExcept(_characters)) return false; // no scope, bracket, blank
        if (!IPAddress.TryParse(text, out address)) return false;

        return address.AddressFamily is AddressFamily.InterNetworkV6 || address.ToString() == text;
    }

    private static bool TryParsePrefixLength(ReadOnlySpan<char> text, int bits, out int prefixLength) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out prefixLength)
        && prefixLength <= bits
        && (text.Length == 1 || text[0] != '0');

    private static bool HasBitsAfter(int prefixLength, IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefixLength; bit < 8 * bytes.Length; bit++)
        {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) return true;
        }

        return false;
    }
}
