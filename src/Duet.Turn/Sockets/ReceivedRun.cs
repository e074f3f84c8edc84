using Duet.Stun;

namespace Duet.Turn.Sockets;

/// <summary>One datagram, or several of one sender that came right after each other and that the system handed over as one.</summary>
/// <remarks>A view: it ends with the next <see cref="IReceiveBatch.Receive"/>. Its bytes may be overwritten in place until they are sent.</remarks>
internal readonly ref struct ReceivedRun
{
    public required TransportAddress From { get; init; }

    /// <summary>Where they were sent to: the socket's address, and where that is the wildcard, the one that the sender used.</summary>
    public required TransportAddress To { get; init; }

    /// <summary>The datagrams, one after the other.</summary>
    public required Span<byte> Bytes { get; init; }

    /// <summary>The size of each of them but the last, which may be shorter.</summary>
    public required int SegmentBytes { get; init; }

    public Enumerator GetEnumerator() => new(Bytes, SegmentBytes);

    /// <summary>Cuts a run into its datagrams. An empty run is one empty datagram.</summary>
    internal ref struct Enumerator(Span<byte> bytes, int segmentBytes)
    {
        private readonly Span<byte> _bytes = bytes;
        private int _next;

        public Span<byte> Current { get; private set; }

        public bool MoveNext()
        {
            if (_next >= _bytes.Length && _next > 0) return false;

            var length = Math.Min(segmentBytes, _bytes.Length - _next);
            Current = _bytes.Slice(_next, length);
            _next += Math.Max(length, 1);
            return true;
        }
    }
}
