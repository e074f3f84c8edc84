using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Duet.Stun;
using Duet.Turn.Authentication;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>A client that signs whatever bytes it is given, with the nonce of its last challenge.</summary>
internal sealed class FuzzedClient(FakeClient client)
{
    private const string Realm = "duet";
    private const int AttributeHeaderBytes = 4;

    public FakeClient Client => client;

    public byte[] Nonce { get; private set; } = [];

    /// <summary>Keeps the nonce of a reply that has one.</summary>
    public void Hear(in StunMessage reply)
    {
        if (reply.TryFind(StunAttributeType.Nonce, out var nonce)) Nonce = nonce.Value.ToArray();
    }

    /// <summary>Appends the credential and a right code to what looks like a message.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 8489 section 14.5")]
    public FuzzedMessage Sign(byte[] body, TurnCredential credential, bool isSha256, bool hidesName)
    {
        var key = new byte[LongTermKey.MaxLength];
        var algorithm = isSha256 ? PasswordAlgorithm.Sha256 : PasswordAlgorithm.Md5;
        key = key[..LongTermKey.Derive(algorithm, credential.Username, Realm, credential.Password, key)];

        var codeBytes = isSha256 ? HMACSHA256.HashSizeInBytes : HMACSHA1.HashSizeInBytes;
        byte[] bytes =
        [
            .. body[..(body.Length & ~3)],
            .. hidesName ? Attribute(StunAttributeType.Userhash, HashOf(credential)) : Attribute(StunAttributeType.Username, NameOf(credential)),
            .. Attribute(StunAttributeType.Realm, Encoding.UTF8.GetBytes(Realm)),
            .. Attribute(StunAttributeType.Nonce, Nonce),
            .. isSha256 ? Attribute(StunAttributeType.PasswordAlgorithms, [0, 2, 0, 0, 0, 1, 0, 0]) : [],
            .. isSha256 ? Attribute(StunAttributeType.PasswordAlgorithm, [0, 2, 0, 0]) : [],
            .. Attribute(isSha256 ? StunAttributeType.MessageIntegritySha256 : StunAttributeType.MessageIntegrity, new byte[codeBytes]),
        ];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)(bytes.Length - StunHeader.Size));

        var covered = bytes.AsSpan(0, bytes.Length - AttributeHeaderBytes - codeBytes);
        if (isSha256) HMACSHA256.HashData(key, covered, bytes.AsSpan(bytes.Length - codeBytes));
        else HMACSHA1.HashData(key, covered, bytes.AsSpan(bytes.Length - codeBytes));
        return new FuzzedMessage(bytes, body, credential.Username, key);
    }

    private static byte[] NameOf(TurnCredential credential) => Encoding.UTF8.GetBytes(credential.Username);

    private static byte[] HashOf(TurnCredential credential)
    {
        var hash = new byte[Userhash.Length];
        Userhash.Compute(credential.Username, Realm, hash);
        return hash;
    }

    private static byte[] Attribute(StunAttributeType type, byte[] value) =>
        [(byte)((int)type >> 8), (byte)type, (byte)(value.Length >> 8), (byte)value.Length, .. value, .. new byte[-value.Length & 3]];
}
