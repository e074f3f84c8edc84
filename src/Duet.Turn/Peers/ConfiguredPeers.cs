using Duet.Stun;

namespace Duet.Turn.Peers;

/// <summary>What <see cref="TurnOptions.AllowedPeers"/> and <see cref="TurnOptions.DeniedPeers"/> say of an address.</summary>
internal sealed class ConfiguredPeers(TurnOptions options)
{
    private const int NoMatch = -1;

    private readonly AddressRange[] _allowed = [.. options.AllowedPeers.Select(AddressRange.From)];
    private readonly AddressRange[] _denied = [.. options.DeniedPeers.Select(AddressRange.From)];

    /// <summary>False where neither names the address. Where both do, the longer prefix wins; where both are equally long, the denial.</summary>
    public bool TryDecide(in InternetAddress address, out PeerVerdict verdict)
    {
        var allowed = LongestMatch(_allowed, address);
        var denied = LongestMatch(_denied, address);
        verdict = allowed > denied ? PeerVerdict.Allowed : PeerVerdict.Denied;
        return allowed != NoMatch || denied != NoMatch;
    }

    private static int LongestMatch(AddressRange[] ranges, in InternetAddress address)
    {
        var longest = NoMatch;
        foreach (ref readonly var range in ranges.AsSpan())
        {
            if (range.PrefixLength > longest && range.Contains(address)) longest = range.PrefixLength;
        }

        return longest;
    }
}
