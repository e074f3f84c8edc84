using System.Text;
using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>
/// The long-term credential mechanism of RFC 8489 section 9.2, the server's side. Keeps nothing of a request, and takes nothing from the
/// heap for one that is not authentic. Thread safe.
/// </summary>
internal sealed class Authenticator(TurnOptions options, TurnCredentials credentials, NonceSource nonces)
{
    private readonly byte[] _realm = Encoding.UTF8.GetBytes(options.Realm);

    /// <summary>The checks of RFC 8489 section 9.2.4, in its order.</summary>
    /// <param name="request">A request, whatever is in it.</param>
    /// <param name="client">Where it came from.</param>
    /// <param name="now">Timestamp of its arrival.</param>
    public AuthenticationResult Authenticate(in StunMessage request, in TransportAddress client, long now)
    {
        // 1. No integrity: who are you?
        var hasSha256 = request.Has(StunAttributeType.MessageIntegritySha256);
        if (!hasSha256 && !request.Has(StunAttributeType.MessageIntegrity)) return Refuse(StunErrorCode.Unauthenticated);

        // 2. Integrity, but not what it is checked with.
        var isNamed = request.Has(StunAttributeType.Username) || request.Has(StunAttributeType.Userhash);
        if (!isNamed || !request.TryFind(StunAttributeType.Realm, out var realm) || !request.TryFind(StunAttributeType.Nonce, out var nonce))
            return Refuse(StunErrorCode.BadRequest);

        // 3. Password algorithms, where the nonce announces them. One that does not is not ours, and ends at 5 at the latest.
        var (algorithm, isExplicit) = (PasswordAlgorithm.Md5, false);
        if (SecurityFeatures.AnnouncePasswordAlgorithms(nonce.Value) && !OfferedAlgorithms.TryAgree(request, out algorithm, out isExplicit))
            return Refuse(StunErrorCode.BadRequest);

        // 4. Name and integrity, in one go: an unknown name costs and says what a wrong password does.
        var found = Find(request, algorithm);
        var key = found.Key;
        var isAuthentic = hasSha256 ? MessageIntegritySha256.Verify(request, key.Bytes) : MessageIntegrity.Verify(request, key.Bytes);
        var isHidden = !request.Has(StunAttributeType.Username);
        if (!(isAuthentic & found.IsKnown & realm.Value.SequenceEqual(_realm)))
            return isHidden && SecurityFeatures.AnnounceUsernameAnonymity(nonce.Value) ? AskForName() : Refuse(StunErrorCode.Unauthenticated);

        // 5. The nonce, which is believed only now. Whoever says their name is not made to hide it, and to be asked for it again.
        if (nonces.Check(nonce.Value, client, now) is not NonceVerdict.Valid) return isHidden ? Refuse(StunErrorCode.StaleNonce) : AskForName();

        var username = found.Username ?? UsernameOf(request);
        return AuthenticationResult.Accept(username, new ReplySignature(key, isExplicit || hasSha256));
    }

    /// <summary>Adds what a 401 and a 438 carry beside their ERROR-CODE: REALM, a fresh NONCE and PASSWORD-ALGORITHMS.</summary>
    public void AddChallenge(ref StunMessageWriter refusal, bool wantsName, in TransportAddress client, long now)
    {
        Span<byte> nonce = stackalloc byte[NonceSource.Length];
        nonces.Write(wantsName ? SecurityFeatures.WithoutAnonymity : SecurityFeatures.Announcement, client, now, nonce);
        refusal.Add(StunAttributeType.Realm, _realm);
        refusal.Add(StunAttributeType.Nonce, nonce);
        OfferedAlgorithms.AddTo(ref refusal);
    }

    private static AuthenticationResult Refuse(StunErrorCode code) => AuthenticationResult.Refuse(code);

    // A time-limited credential that was made elsewhere is known by its name only, so its holder is asked for that: a nonce that lets names be
    // hidden is not good any more. So is whoever hides a name that nobody has, or guesses a password: all of them look the same.
    private static AuthenticationResult AskForName() => AuthenticationResult.AskForName();

    // USERHASH stands in for USERNAME (RFC 8489 section 9.2.3.2). In a request with both, the name says more.
    private FoundCredential Find(in StunMessage request, PasswordAlgorithm algorithm)
    {
        if (request.TryFind(StunAttributeType.Username, out var username)) return credentials.FindByUsername(username.Value, algorithm);

        return request.TryFind(StunAttributeType.Userhash, out var userhash) && Userhash.TryRead(userhash.Value, out var hash)
            ? credentials.FindByUserhash(UserhashValue.Read(hash), algorithm)
            : credentials.FindByUsername(default, algorithm);
    }

    private static string UsernameOf(in StunMessage request) =>
        request.TryFind(StunAttributeType.Username, out var username) ? Encoding.UTF8.GetString(username.Value) : "";
}
