using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>
/// PASSWORD-ALGORITHMS (RFC 8489 section 14.11): what the server can, the best first. A view, not a copy. Parameters are skipped: neither
/// algorithm of the RFC has any.
/// </summary>
public readonly ref struct PasswordAlgorithms
{
    internal const int EntryHeaderSize = 4;

    private readonly ReadOnlySpan<byte> _value;

    private PasswordAlgorithms(ReadOnlySpan<byte> value) => _value = value;

    /// <summary>False where an entry is cut short, or there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out PasswordAlgorithms algorithms)
    {
        algorithms = default;
        var rest = value;
        do
        {
            if (!TryReadEntry(rest, out _, out var bytes)) return false;
            rest = rest[bytes..];
        }
        while (!rest.IsEmpty);

        algorithms = new PasswordAlgorithms(value);
        return true;
    }

    public bool Contains(PasswordAlgorithm algorithm)
    {
        foreach (var candidate in this)
        {
            if (candidate == algorithm) return true;
        }

        return false;
    }

    public Enumerator GetEnumerator() => new(_value);

    internal static bool TryReadEntry(ReadOnlySpan<byte> value, out PasswordAlgorithm algorithm, out int bytes)
    {
        (algorithm, bytes) = (default, 0);
        if (value.Length < EntryHeaderSize) return false;

        var end = EntryHeaderSize + BinaryPrimitives.ReadUInt16BigEndian(value[sizeof(ushort)..]);

        // Parameters are padded to 4 bytes; those of the last entry may leave that to the attribute.
        bytes = end == value.Length ? end : StunAttribute.Pad(end);
        if (bytes > value.Length) return false;

        algorithm = (PasswordAlgorithm)BinaryPrimitives.ReadUInt16BigEndian(value);
        return true;
    }

    internal static void Write(Span<byte> value, ReadOnlySpan<PasswordAlgorithm> algorithms)
    {
        for (var i = 0; i < algorithms.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(value[(i * EntryHeaderSize)..], (uint)algorithms[i] << 16);
    }

    /// <summary>Goes over a value whose entries were found to lie inside of it.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> value) => _rest = value;

        public PasswordAlgorithm Current { get; private set; }

        public bool MoveNext()
        {
            if (!TryReadEntry(_rest, out var algorithm, out var bytes)) return false;
            Current = algorithm;
            _rest = _rest[bytes..];
            return true;
        }
    }
}
