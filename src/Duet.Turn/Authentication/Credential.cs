using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>One that is kept: a user name and what its password comes to. The password itself is not kept.</summary>
internal sealed class Credential(string username, CredentialOrigin origin, in IntegrityKey md5, in IntegrityKey sha256)
{
    private readonly IntegrityKey _md5 = md5;
    private readonly IntegrityKey _sha256 = sha256;

    public string Username { get; } = username;

    public CredentialOrigin Origin { get; } = origin;

    public static Credential Of(string username, string realm, string password, CredentialOrigin origin)
    {
        Span<byte> key = stackalloc byte[LongTermKey.MaxLength];
        var md5 = new IntegrityKey(key[..LongTermKey.Derive(PasswordAlgorithm.Md5, username, realm, password, key)]);
        var sha256 = new IntegrityKey(key[..LongTermKey.Derive(PasswordAlgorithm.Sha256, username, realm, password, key)]);
        return new Credential(username, origin, md5, sha256);
    }

    public IntegrityKey KeyFor(PasswordAlgorithm algorithm) => algorithm is PasswordAlgorithm.Sha256 ? _sha256 : _md5;

    public override string ToString() => Username;
}
