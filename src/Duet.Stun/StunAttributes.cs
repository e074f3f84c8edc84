using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>
/// The attributes of a message that may be obeyed. What stands behind MESSAGE-INTEGRITY, MESSAGE-INTEGRITY-SHA256 and FINGERPRINT is
/// covered by none of them and is left out (RFC 8489 sections 14.5 to 14.7).
/// </summary>
public readonly ref struct StunAttributes
{
    private readonly ReadOnlySpan<byte> _message;

    internal StunAttributes(ReadOnlySpan<byte> message) => _message = message;

    public Enumerator GetEnumerator() => new(_message);

    /// <summary>Goes over a message whose attributes were found to lie inside of it.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _message;
        private int _next = StunHeader.Size;
        private Tail _tail;

        internal Enumerator(ReadOnlySpan<byte> message) => _message = message;

        // How far into the attributes that close a message the last one was.
        private enum Tail
        {
            None,
            Integrity,
            IntegritySha256,
            Fingerprint,
        }

        public StunAttribute Current { get; private set; }

        public bool MoveNext()
        {
            while (_next < _message.Length)
            {
                var header = _message[_next..];
                var type = (StunAttributeType)BinaryPrimitives.ReadUInt16BigEndian(header);
                var length = BinaryPrimitives.ReadUInt16BigEndian(header[sizeof(ushort)..]);
                var offset = _next;
                _next += StunAttribute.HeaderSize + StunAttribute.Pad(length);
                if (!IsObeyed(type)) continue;

                Current = new StunAttribute(type, header.Slice(StunAttribute.HeaderSize, length), offset);
                return true;
            }

            return false;
        }

        private bool IsObeyed(StunAttributeType type)
        {
            var tail = type switch
            {
                StunAttributeType.MessageIntegrity => Tail.Integrity,
                StunAttributeType.MessageIntegritySha256 => Tail.IntegritySha256,
                StunAttributeType.Fingerprint => Tail.Fingerprint,
                _ => Tail.None,
            };
            if (_tail != Tail.None && tail <= _tail) return false;

            _tail = tail;
            return true;
        }
    }
}
