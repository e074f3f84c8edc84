namespace Duet.Stun;

/// <summary>PASSWORD-ALGORITHM (RFC 8489 section 14.12): which of the server's algorithms the client took.</summary>
public static class PasswordAlgorithmAttribute
{
    /// <summary>False where the value is not exactly one entry. The algorithm may be one that is not known.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out PasswordAlgorithm algorithm) =>
        PasswordAlgorithms.TryReadEntry(value, out algorithm, out var bytes) && bytes == value.Length;
}
