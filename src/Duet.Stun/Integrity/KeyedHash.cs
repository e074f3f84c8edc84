namespace Duet.Stun;

/// <summary>An HMAC: writes the code of <paramref name="source"/> and returns its bytes.</summary>
internal delegate int KeyedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> destination);
