using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>
/// Who may use the relay: static users of the options, credentials that were issued and not revoked, and time-limited ones that
/// <see cref="TurnOptions.Secret"/> signed. Thread safe.
/// </summary>
/// <remarks>
/// A name that is kept here, static, issued or adopted, is looked up first, so that a static user may be called <c>13800138000</c>. Issued
/// and adopted credentials are as many as their owner does not revoke; what anybody else can fill is bounded.
/// </remarks>
public sealed class TurnCredentials
{
    private const int MaxRevoked = 64 * 1024;
    private const int MaxMinted = 16 * 1024;
    private const int UsernameRandomBytes = 18;
    private const int PasswordRandomBytes = 24;
    private const string IssuedPrefix = "seat:";

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly string _realm;
    private readonly TimeLimitedSecret? _secret;
    private readonly CredentialIndex _kept;
    private readonly Credential _nobody;
    private readonly RevokedUsernames _revoked = new(MaxRevoked);
    private readonly MintedUserhashes _minted = new(MaxMinted);

    public TurnCredentials(TurnOptions options, TimeProvider time)
    {
        _time = time;
        _realm = options.Realm;
        _secret = options.Secret.Length == 0 ? null : new TimeLimitedSecret(options.Secret, options.Realm);
        _nobody = Credential.Of("", _realm, RandomText(PasswordRandomBytes), CredentialOrigin.Configured);
        _kept = new CredentialIndex(_realm);
        foreach (var (username, password) in options.Users)
        {
            // An empty password is one that everybody knows.
            if (password.Length > 0) _kept.Set(Credential.Of(username, _realm, password, CredentialOrigin.Configured));
        }
    }

    /// <summary>Called with a user name that was revoked a moment ago: its allocations must end.</summary>
    public event Action<string>? Revoked;

    /// <summary>Makes a credential that is good until <see cref="Revoke"/>. Whoever calls revokes it one day.</summary>
    public TurnCredential Issue()
    {
        var issued = new TurnCredential(IssuedPrefix + RandomText(UsernameRandomBytes), RandomText(PasswordRandomBytes));
        var credential = Credential.Of(issued.Username, _realm, issued.Password, CredentialOrigin.Issued);
        lock (_gate) _kept.Set(credential);

        return issued;
    }

    /// <summary>Makes a credential that ends by itself. Nothing is kept that it needs, so that any server with the same secret takes it.</summary>
    /// <param name="name">Whose it is; goes over the network in the user name. At most 495 bytes of UTF-8.</param>
    /// <param name="lifetime">From now, 1 second or more; what is less than a second of it is cut off.</param>
    /// <exception cref="InvalidOperationException">The options have no <see cref="TurnOptions.Secret"/>.</exception>
    public TurnCredential Mint(string name, TimeSpan lifetime)
    {
        if (_secret is null) throw new InvalidOperationException("There is no secret to sign with.");

        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromSeconds(1));
        var now = _time.GetUtcNow();
        var expiry = (now + lifetime).ToUnixTimeSeconds();
        var username = TimeLimitedUsername.Create(expiry, name);
        if (Encoding.UTF8.GetByteCount(username) > Username.MaxLength) throw new ArgumentException("The name is too long.", nameof(name));

        _minted.Add(UserhashValue.Of(username, _realm), username, expiry, now.ToUnixTimeSeconds());
        return new TurnCredential(username, _secret.PasswordOf(username));
    }

    /// <summary>From now on a minted credential is good until <see cref="Revoke"/>, whatever it says of its own end.</summary>
    /// <returns>False where it is none, or not good any more.</returns>
    public bool Adopt(string username)
    {
        lock (_gate)
        {
            if (_kept.TryFind(username, out var kept)) return kept.Origin is CredentialOrigin.Adopted;
            if (_secret is null || Encoding.UTF8.GetByteCount(username) > Username.MaxLength || !IsTimeLimited(username)) return false;

            var md5 = _secret.KeyOf(PasswordAlgorithm.Md5, username);
            var sha256 = _secret.KeyOf(PasswordAlgorithm.Sha256, username);
            _kept.Set(new Credential(username, CredentialOrigin.Adopted, md5, sha256));
            return true;
        }
    }

    /// <summary>
    /// Ends an issued or a time-limited credential: from now on nobody has this name, and <see cref="Revoked"/> is raised, also where it
    /// ended by itself before, as what was made with it may still be there. A static user stays as it is.
    /// </summary>
    public void Revoke(string username)
    {
        lock (_gate)
        {
            if (_kept.TryFind(username, out var kept) && kept.Origin is CredentialOrigin.Configured) return;

            // Refused first, so that there is no moment in between at which it is good by itself.
            if (TimeLimitedUsername.TryReadExpiry(username, out var expiry)) _revoked.Add(username, expiry, Now());
            _kept.Remove(username);
        }

        Revoked?.Invoke(username);
    }

    /// <summary>
    /// Whether <paramref name="username"/> is good now. What was made for a name while it was being revoked was not there yet for
    /// <see cref="Revoked"/> to end: who makes something asks again when it is in place.
    /// </summary>
    internal bool IsGood(string username) => _kept.TryFind(username, out _) || IsTimeLimited(username);

    /// <summary>Finds the key for USERNAME, which may be any bytes.</summary>
    internal FoundCredential FindByUsername(ReadOnlySpan<byte> username, PasswordAlgorithm algorithm)
    {
        Span<char> characters = stackalloc char[Username.MaxLength];
        if (Utf8.ToUtf16(username, characters, out _, out var length, replaceInvalidSequences: false) is not OperationStatus.Done)
            return Nobody(algorithm);

        characters = characters[..length];
        if (_kept.TryFind(characters, out var kept)) return new FoundCredential(true, kept.Username, kept.KeyFor(algorithm));

        return IsTimeLimited(characters) ? new FoundCredential(true, null, _secret!.KeyOf(algorithm, username)) : Nobody(algorithm);
    }

    /// <summary>Finds the key for USERHASH. Of the time-limited ones, those that were minted here are found; for others the name is needed.</summary>
    internal FoundCredential FindByUserhash(UserhashValue userhash, PasswordAlgorithm algorithm)
    {
        if (_kept.TryFind(userhash, out var kept)) return new FoundCredential(true, kept.Username, kept.KeyFor(algorithm));
        if (!_minted.TryFind(userhash, out var minted) || !IsTimeLimited(minted)) return Nobody(algorithm);

        return new FoundCredential(true, minted, _secret!.KeyOf(algorithm, minted));
    }

    private static string RandomText(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    private FoundCredential Nobody(PasswordAlgorithm algorithm) => new(false, null, _nobody.KeyFor(algorithm));

    private bool IsTimeLimited(ReadOnlySpan<char> username) =>
        _secret is not null
        && TimeLimitedUsername.TryReadExpiry(username, out var expiry)
        && Now() < expiry
        && !_revoked.Contains(username, expiry);

    private long Now() => _time.GetUtcNow().ToUnixTimeSeconds();
}
