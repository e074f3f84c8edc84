using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests.Fuzz;

/// <summary>What the codec promises of an attribute: what its reader takes is what the writer makes of it again.</summary>
internal static class AttributePromises
{
    /// <summary>Whether the reader of that type took the value; null where there is none.</summary>
    public static bool? Check(in StunAttribute attribute, TransactionId id)
    {
        AllReaders(attribute.Value, id);
        var type = attribute.Type;
        return type switch
        {
            StunAttributeType.XorMappedAddress or StunAttributeType.XorPeerAddress or StunAttributeType.XorRelayedAddress =>
                Keeps(attribute, id, XorAddress.TryRead(attribute.Value, id, out var address), (ref writer) => writer.AddXorAddress(type, address)),
            StunAttributeType.MappedAddress or StunAttributeType.AlternateServer =>
                Keeps(attribute, id, MappedAddress.TryRead(attribute.Value, out var address), (ref writer) => writer.AddAddress(type, address)),
            StunAttributeType.Lifetime =>
                Keeps(attribute, id, Lifetime.TryRead(attribute.Value, out var time), (ref writer) => writer.AddLifetime(time)),
            StunAttributeType.ChannelNumber =>
                Keeps(attribute, id, ChannelNumberAttribute.TryRead(attribute.Value, out var it), (ref writer) => writer.AddChannelNumber(it)),
            StunAttributeType.RequestedTransport =>
                Keeps(attribute, id, RequestedTransport.TryRead(attribute.Value, out var udp), (ref writer) => writer.AddRequestedTransport(udp)),
            StunAttributeType.ReservationToken =>
                Keeps(attribute, id, ReservationToken.TryRead(attribute.Value, out var token), (ref writer) => writer.AddReservationToken(token)),
            StunAttributeType.EvenPort =>
                Keeps(attribute, id, EvenPort.TryRead(attribute.Value, out var reserve), (ref writer) => writer.AddEvenPort(reserve)),
            StunAttributeType.Icmp =>
                Keeps(attribute, id, Icmp.TryRead(attribute.Value, out var icmp), (ref writer) => writer.AddIcmp(icmp)),
            StunAttributeType.PasswordAlgorithms => PasswordAlgorithms.TryRead(attribute.Value, out _),
            StunAttributeType.PasswordAlgorithm => PasswordAlgorithmAttribute.TryRead(attribute.Value, out _),
            StunAttributeType.ErrorCode => ErrorCodeAttribute.TryRead(attribute.Value, out _, out _),
            StunAttributeType.AddressErrorCode => AddressErrorCode.TryRead(attribute.Value, out _, out _, out _),
            StunAttributeType.UnknownAttributes => UnknownAttributes.TryRead(attribute.Value, out _),
            StunAttributeType.Username => Username.TryRead(attribute.Value, out _),
            StunAttributeType.Userhash => Userhash.TryRead(attribute.Value, out _),
            _ => null,
        };
    }

    // A value of the same length whose own reader takes it, and which is written the same from then on.
    private static bool Keeps(in StunAttribute attribute, TransactionId id, bool isRead, Written.Add add)
    {
        if (!isRead) return false;
        var value = Written.Value(attribute.Type, add, id);
        Assert.Equal(attribute.Value.Length, value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            // Where the two differ, what was read had bits that are reserved: they are ignored, and written as zeros.
            Assert.Equal(value[index], (byte)(value[index] & attribute.Value[index]));
        }

        return true;
    }

    // Every reader meets every value, as it would in a message whose sender took one type for another.
    private static void AllReaders(ReadOnlySpan<byte> value, TransactionId id)
    {
        XorAddress.TryRead(value, id, out _);
        MappedAddress.TryRead(value, out _);
        Lifetime.TryRead(value, out _);
        ChannelNumberAttribute.TryRead(value, out _);
        RequestedTransport.TryRead(value, out _);
        RequestedAddressFamily.TryRead(value, out _);
        AdditionalAddressFamily.TryRead(value, out _);
        EvenPort.TryRead(value, out _);
        ReservationToken.TryRead(value, out _);
        Icmp.TryRead(value, out _);
        PasswordAlgorithmAttribute.TryRead(value, out _);
        Username.TryRead(value, out _);
        Realm.TryRead(value, out _);
        Nonce.TryRead(value, out _);
        Software.TryRead(value, out _);
        AlternateDomain.TryRead(value, out _);
        Userhash.TryRead(value, out _);
        AllLists(value);
    }

    private static void AllLists(ReadOnlySpan<byte> value)
    {
        if (ErrorCodeAttribute.TryRead(value, out var code, out var reason)) Assert.InRange((int)code, 300, 699);
        Assert.Equal(AddressErrorCode.TryRead(value, out _, out var sameCode, out var sameReason), code != default);
        Assert.Equal((code, reason.Length), (sameCode, sameReason.Length));

        if (UnknownAttributes.TryRead(value, out var types))
        {
            for (var index = 0; index < types.Count; index++) _ = types[index];
        }

        if (!PasswordAlgorithms.TryRead(value, out var algorithms)) return;
        var count = 0;
        foreach (var algorithm in algorithms)
        {
            Assert.True(algorithms.Contains(algorithm));
            count++;
        }

        Assert.InRange(count, 1, value.Length / 4);
    }
}
