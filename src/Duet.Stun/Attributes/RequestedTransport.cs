namespace Duet.Stun;

/// <summary>REQUESTED-TRANSPORT (RFC 8656 section 18.8): the transport between relay and peer, and three bytes that are ignored.</summary>
public static class RequestedTransport
{
    /// <summary>UDP's protocol number, the only one that RFC 8656 allows.</summary>
    public const byte Udp = 17;

    internal const int Length = 4;

    /// <summary>False where the length is not 4.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out byte protocol)
    {
        protocol = value.Length == Length ? value[0] : default;
        return value.Length == Length;
    }

    internal static void Write(Span<byte> value, byte protocol)
    {
        value.Clear();
        value[0] = protocol;
    }
}
