using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>The key of a credential for one password algorithm (RFC 8489 section 9.2.2), as a value: 16 or 32 bytes.</summary>
internal readonly struct IntegrityKey
{
    private readonly Storage _bytes;
    private readonly int _length;

    public IntegrityKey(ReadOnlySpan<byte> bytes)
    {
        Span<byte> storage = _bytes;
        bytes.CopyTo(storage);
        _length = bytes.Length;
    }

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_bytes)[.._length];

    [InlineArray(LongTermKey.MaxLength)]
    private struct Storage
    {
        private byte _first;
    }
}
