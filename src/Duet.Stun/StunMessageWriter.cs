using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>
/// Writes one message into a buffer of the caller. After every call <see cref="Written"/> is a whole message. A buffer that is too small, and
/// attributes in an order that no reader would obey, are the caller's mistakes.
/// </summary>
public ref struct StunMessageWriter
{
    private readonly Span<byte> _buffer;
    private StunAttributeType _last;

    /// <exception cref="ArgumentException"><paramref name="buffer"/> has no room for a header.</exception>
    public StunMessageWriter(Span<byte> buffer, StunClass messageClass, StunMethod method, TransactionId transactionId)
    {
        if (buffer.Length < StunHeader.Size) throw new ArgumentException("No room for a header.", nameof(buffer));
        _buffer = buffer;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, StunHeader.Type(messageClass, method));
        BinaryPrimitives.WriteUInt32BigEndian(buffer[StunHeader.CookieOffset..], StunHeader.MagicCookie);
        transactionId.WriteTo(buffer[StunHeader.TransactionIdOffset..]);
        SetLength(StunHeader.Size);
    }

    /// <summary>Bytes written so far, with the header.</summary>
    public int Length { get; private set; }

    /// <summary>The message as it stands.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    private readonly TransactionId TransactionId => TransactionId.Read(_buffer[StunHeader.TransactionIdOffset..]);

    /// <summary>Adds an attribute that has no value, such as DONT-FRAGMENT.</summary>
    public void Add(StunAttributeType type) => Reserve(type, 0);

    /// <summary>Adds an attribute of any type.</summary>
    public void Add(StunAttributeType type, scoped ReadOnlySpan<byte> value) => value.CopyTo(Reserve(type, value.Length));

    /// <summary>Adds XOR-MAPPED-ADDRESS, XOR-PEER-ADDRESS or XOR-RELAYED-ADDRESS.</summary>
    public void AddXorAddress(StunAttributeType type, in TransportAddress address) =>
        XorAddress.Write(Reserve(type, AddressValue.LengthOf(address)), TransactionId, address);

    /// <summary>Adds an address that is written as it is, MAPPED-ADDRESS or ALTERNATE-SERVER.</summary>
    public void AddAddress(StunAttributeType type, in TransportAddress address) =>
        MappedAddress.Write(Reserve(type, AddressValue.LengthOf(address)), address);

    /// <summary>Adds ERROR-CODE with the reason of the RFC.</summary>
    public void AddErrorCode(StunErrorCode code)
    {
        var reason = code.Reason();
        ErrorCodeAttribute.Write(Reserve(StunAttributeType.ErrorCode, ErrorCodeAttribute.HeaderSize + reason.Length), code, reason);
    }

    /// <summary>Adds ADDRESS-ERROR-CODE with the reason of the RFC.</summary>
    public void AddAddressErrorCode(InternetAddressFamily family, StunErrorCode code)
    {
        var reason = code.Reason();
        var value = Reserve(StunAttributeType.AddressErrorCode, ErrorCodeAttribute.HeaderSize + reason.Length);
        AddressErrorCode.Write(value, family, code, reason);
    }

    /// <summary>Adds UNKNOWN-ATTRIBUTES.</summary>
    public void AddUnknownAttributes(scoped ReadOnlySpan<StunAttributeType> types) =>
        UnknownAttributes.Write(Reserve(StunAttributeType.UnknownAttributes, types.Length * sizeof(ushort)), types);

    /// <summary>Adds CHANNEL-NUMBER.</summary>
    public void AddChannelNumber(ChannelNumber number) =>
        ChannelNumberAttribute.Write(Reserve(StunAttributeType.ChannelNumber, ChannelNumberAttribute.Length), number);

    /// <summary>Adds LIFETIME. What is beyond 32 bits of whole seconds is cut off.</summary>
    public void AddLifetime(TimeSpan lifetime) => Lifetime.Write(Reserve(StunAttributeType.Lifetime, Lifetime.Length), lifetime);

    /// <summary>Adds REQUESTED-TRANSPORT with a protocol number of IP.</summary>
    public void AddRequestedTransport(byte protocol) =>
        RequestedTransport.Write(Reserve(StunAttributeType.RequestedTransport, RequestedTransport.Length), protocol);

    /// <summary>Adds REQUESTED-ADDRESS-FAMILY.</summary>
    public void AddRequestedAddressFamily(InternetAddressFamily family) =>
        AddressFamilyValue.Write(Reserve(StunAttributeType.RequestedAddressFamily, AddressFamilyValue.Length), family);

    /// <summary>Adds ADDITIONAL-ADDRESS-FAMILY.</summary>
    public void AddAdditionalAddressFamily(InternetAddressFamily family) =>
        AddressFamilyValue.Write(Reserve(StunAttributeType.AdditionalAddressFamily, AddressFamilyValue.Length), family);

    /// <summary>Adds EVEN-PORT.</summary>
    public void AddEvenPort(bool reserveNext) => EvenPort.Write(Reserve(StunAttributeType.EvenPort, EvenPort.Length), reserveNext);

    /// <summary>Adds RESERVATION-TOKEN.</summary>
    public void AddReservationToken(ReservationToken token) => token.WriteTo(Reserve(StunAttributeType.ReservationToken, ReservationToken.Length));

    /// <summary>Adds PASSWORD-ALGORITHMS, all without parameters.</summary>
    public void AddPasswordAlgorithms(scoped ReadOnlySpan<PasswordAlgorithm> algorithms) =>
        PasswordAlgorithms.Write(Reserve(StunAttributeType.PasswordAlgorithms, algorithms.Length * PasswordAlgorithms.EntryHeaderSize), algorithms);

    /// <summary>Adds PASSWORD-ALGORITHM, without parameters.</summary>
    public void AddPasswordAlgorithm(PasswordAlgorithm algorithm) =>
        PasswordAlgorithms.Write(Reserve(StunAttributeType.PasswordAlgorithm, PasswordAlgorithms.EntryHeaderSize), [algorithm]);

    /// <summary>Adds ICMP.</summary>
    public void AddIcmp(in Icmp icmp) => icmp.WriteTo(Reserve(StunAttributeType.Icmp, Icmp.Length));

    /// <summary>Adds MESSAGE-INTEGRITY over what was written so far.</summary>
    public void AddMessageIntegrity(scoped ReadOnlySpan<byte> key)
    {
        var value = Reserve(StunAttributeType.MessageIntegrity, MessageIntegrity.Length);
        MessageIntegrity.Compute(key, Before(value), value);
    }

    /// <summary>Adds MESSAGE-INTEGRITY-SHA256, all of its 32 bytes, over what was written so far.</summary>
    public void AddMessageIntegritySha256(scoped ReadOnlySpan<byte> key)
    {
        var value = Reserve(StunAttributeType.MessageIntegritySha256, MessageIntegritySha256.MaxLength);
        MessageIntegritySha256.Compute(key, Before(value), value);
    }

    /// <summary>Adds FINGERPRINT over what was written so far. Nothing may follow it.</summary>
    public void AddFingerprint()
    {
        var value = Reserve(StunAttributeType.Fingerprint, Fingerprint.Length);
        Fingerprint.Write(value, Before(value));
    }

    // The attribute is part of the length field by now, as RFC 8489 sections 14.5 to 14.7 want it, and not of what is hashed.
    private readonly ReadOnlySpan<byte> Before(ReadOnlySpan<byte> value) =>
        _buffer[..(Length - StunAttribute.HeaderSize - StunAttribute.Pad(value.Length))];

    private Span<byte> Reserve(StunAttributeType type, int valueBytes)
    {
        if (!MayFollow(type)) throw new InvalidOperationException($"{type} may not follow {_last} (RFC 8489 sections 14.5 to 14.7).");

        var offset = Length;
        var end = offset + StunAttribute.HeaderSize + StunAttribute.Pad(valueBytes);
        if (end > _buffer.Length || end - StunHeader.Size > StunHeader.MaxAttributeBytes) throw new InvalidOperationException("No room.");

        var attribute = _buffer[offset..end];
        BinaryPrimitives.WriteUInt16BigEndian(attribute, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[sizeof(ushort)..], (ushort)valueBytes);
        attribute[(StunAttribute.HeaderSize + valueBytes)..].Clear();
        SetLength(end);
        _last = type;
        return attribute.Slice(StunAttribute.HeaderSize, valueBytes);
    }

    private readonly bool MayFollow(StunAttributeType type) => _last switch
    {
        StunAttributeType.MessageIntegrity => type is StunAttributeType.MessageIntegritySha256 or StunAttributeType.Fingerprint,
        StunAttributeType.MessageIntegritySha256 => type is StunAttributeType.Fingerprint,
        StunAttributeType.Fingerprint => false,
        _ => true,
    };

    private void SetLength(int length)
    {
        Length = length;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[StunHeader.LengthOffset..], (ushort)(length - StunHeader.Size));
    }
}
