namespace Duet.Turn.Relay;

/// <summary>What a packet takes from a budget of bytes: an empty one is work for the relay and the network too.</summary>
internal static class PacketCost
{
    /// <summary>The headers of IPv4 and UDP (RFC 791 section 3.1, RFC 768).</summary>
    public const int HeaderBytes = 28;

    public static int Of(ReadOnlySpan<byte> payload) => payload.Length + HeaderBytes;
}
