using System.Buffers.Binary;
using Duet.Stun;
using Duet.TestKit.Fuzz;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>
/// Makes messages of known ones. What they are about is changed first, and then they are signed, so that what stands behind a signature is
/// reached too.
/// </summary>
internal sealed class MessageSource(Random random)
{
    private const int MaxKnown = 10_000;
    private const int MaxBodyBytes = 1_500;
    private const int MaxChanges = 4;
    private const int IdOffset = 8;
    private const int AttributeHeaderBytes = 4;

    private static readonly ushort[] _words = [.. Enum.GetValues<StunAttributeType>().Select(each => (ushort)each), 0x8032, 0x4000, 0x4001, 0x4FFF];

    private readonly ByteMutator _changes = new(random, _words, StunHeader.Size);
    private readonly List<byte[]> _known =
        [.. HexResources.All(typeof(MessageSource).Assembly, "corpus/").Select(each => each.Bytes)];

    /// <summary>Makes others of this one as well from now on.</summary>
    public void Keep(byte[] body)
    {
        if (_known.Count < MaxKnown) _known.Add(body);
    }

    /// <param name="client">Who sends it.</param>
    /// <param name="others">Whose credentials it may try.</param>
    /// <param name="peers">Whom it may be about.</param>
    /// <param name="token">A reservation that there is, or was.</param>
    public FuzzedMessage Next(FuzzedClient client, IReadOnlyList<FuzzedClient> others, IReadOnlyList<TransportAddress> peers, ReservationToken token)
    {
        var body = Pick(_known);
        if (random.Next(2) == 0) body = Changed(body);
        body = WithNewId(body);
        if (random.Next(2) == 0) body = About(body, Pick(peers), token);
        if (!StunMessage.TryRead(body, out var message) || message.Class is not StunClass.Request) return FuzzedMessage.Unsigned(body);

        var (isSha256, hidesName) = (random.Next(2) == 0, random.Next(3) == 0);
        var credential = client.Client.Credential;
        return random.Next(20) switch
        {
            0 => FuzzedMessage.Unsigned(body),
            1 => client.Sign(body, credential with { Password = "a guess" }, isSha256, hidesName) with { Signer = null },
            2 => client.Sign(body, Pick(others).Client.Credential, isSha256, hidesName),
            3 => Tampered(client.Sign(body, credential, isSha256, hidesName)),
            _ => client.Sign(body, credential, isSha256, hidesName),
        };
    }

    private byte[] Changed(byte[] body)
    {
        for (var changes = random.Next(1, MaxChanges + 1); changes > 0; changes--) body = _changes.Change(body, Pick(_known));
        if (body.Length > MaxBodyBytes) body = body[..MaxBodyBytes];
        return random.Next(10) < 7 ? WithRightHeader(body) : body;
    }

    private static byte[] WithRightHeader(byte[] body)
    {
        if (body.Length < StunHeader.Size || body[0] > 3) return body;
        var right = body[..(body.Length & ~3)];
        BinaryPrimitives.WriteUInt16BigEndian(right.AsSpan(2), (ushort)(right.Length - StunHeader.Size));
        BinaryPrimitives.WriteUInt32BigEndian(right.AsSpan(4), StunHeader.MagicCookie);
        return right;
    }

    // The same id again is a retransmission, which is another matter. An IPv6 peer becomes another one with the id.
    private byte[] WithNewId(byte[] body)
    {
        if (body.Length < StunHeader.Size || body[0] > 3 || random.Next(10) == 0) return body;
        byte[] renewed = [.. body];
        random.NextBytes(renewed.AsSpan(IdOffset, StunHeader.Size - IdOffset));
        return renewed;
    }

    private static byte[] About(byte[] body, TransportAddress peer, ReservationToken token)
    {
        if (!StunMessage.TryRead(body, out var message)) return body;

        byte[] changed = [.. body];
        foreach (var attribute in message.Attributes)
        {
            var replacement = attribute.Type switch
            {
                StunAttributeType.XorPeerAddress => Value(message, (ref writer) => writer.AddXorAddress(StunAttributeType.XorPeerAddress, peer)),
                StunAttributeType.ReservationToken => Value(message, (ref writer) => writer.AddReservationToken(token)),
                _ => [],
            };
            if (replacement.Length == attribute.Value.Length) replacement.CopyTo(changed, attribute.Offset + AttributeHeaderBytes);
        }

        return changed;
    }

    private static byte[] Value(in StunMessage message, Requests.Harness.FakeRequest.Addition addition)
    {
        var writer = new StunMessageWriter(new byte[64], StunClass.Request, message.Method, message.TransactionId);
        addition(ref writer);
        return writer.Written[(StunHeader.Size + AttributeHeaderBytes)..].ToArray();
    }

    private FuzzedMessage Tampered(FuzzedMessage signed)
    {
        byte[] bytes = [.. signed.Bytes];
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return signed with { Bytes = bytes, Signer = null };
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
