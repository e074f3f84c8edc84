using Duet.Stun;
using Duet.Turn.Authentication;

namespace Duet.Turn.Tests.Authentication;

public sealed class AuthenticatorUserhashTests
{
    private readonly AuthenticatorHost _host = new();

    [Fact]
    public void Authenticate_UserhashOfStaticUser_Accepts() =>
        Assert.Equal("alice", _host.Authenticate(_host.Request.Modern().Anonymous()).Username);

    [Fact]
    public void Authenticate_UserhashOfIssuedCredential_Accepts()
    {
        var issued = _host.Credentials.Issue();
        var request = _host.Request.Modern().As(issued.Username, issued.Password).Anonymous();

        Assert.Equal(issued.Username, _host.Authenticate(request).Username);
    }

    [Fact]
    public void Authenticate_UserhashOfMintedCredential_AcceptsUntilItExpires()
    {
        var minted = _host.Credentials.Mint("bob", TimeSpan.FromMinutes(5));
        SignedRequest Request() => _host.Request.Modern().As(minted.Username, minted.Password).Anonymous();

        Assert.Equal(minted.Username, _host.Authenticate(Request()).Username);
        _host.Time.Advance(TimeSpan.FromMinutes(5));
        AssertAsksForName(Request());
    }

    [Fact]
    public void Authenticate_UserhashOfCredentialMintedElsewhere_AsksForNameAndAcceptsThat()
    {
        var minted = new TurnCredentials(_host.Options, _host.Time).Mint("bob", TimeSpan.FromMinutes(5)); // Another server's, with our secret.
        var request = _host.Request.Modern().As(minted.Username, minted.Password);

        var nonce = AssertAsksForName(request.Anonymous());

        Assert.Equal(minted.Username, _host.Authenticate(request with { Nonce = nonce }).Username);
    }

    [Fact]
    public void Authenticate_UserhashOfRevokedCredential_AsksForNameAndChallengesThat()
    {
        var issued = _host.Credentials.Issue();
        var minted = _host.Credentials.Mint("bob", TimeSpan.FromMinutes(5));
        var adopted = _host.Credentials.Mint("carol", TimeSpan.FromMinutes(5));
        _host.Credentials.Adopt(adopted.Username);
        foreach (var each in new[] { issued, minted, adopted })
        {
            _host.Credentials.Revoke(each.Username);
            var request = _host.Request.Modern().As(each.Username, each.Password);

            var nonce = AssertAsksForName(request.Anonymous());
            Assert.Equal(StunErrorCode.Unauthenticated, _host.Authenticate(request with { Nonce = nonce }).Refusal);
        }
    }

    [Fact]
    public void Authenticate_UserhashOfAdoptedCredential_AcceptsAfterItsExpiry()
    {
        var minted = _host.Credentials.Mint("bob", TimeSpan.FromMinutes(5));
        _host.Credentials.Adopt(minted.Username);
        _host.Time.Advance(TimeSpan.FromHours(1));

        Assert.True(_host.Authenticate(_host.Request.Modern().As(minted.Username, minted.Password).Anonymous()).IsAuthenticated);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void Authenticate_UserhashOfNobody_AsksForName(int length) =>
        AssertAsksForName(_host.Request.Modern() with { Username = null, Userhash = new byte[length] });

    [Fact]
    public void Authenticate_UnknownUserhashAndWrongPassword_SayTheSame()
    {
        var unknown = _host.Authenticate(_host.Request.Modern().As("mallory", "a guess").Anonymous());
        var wrong = _host.Authenticate(_host.Request.Modern().Anonymous() with { Password = "a guess" });

        Assert.Equal(_host.Refuse(unknown), _host.Refuse(wrong));
    }

    // Whoever does not do as they were told would be asked for ever.
    [Fact]
    public void Authenticate_UnknownUserhashWhereTheNameWasAskedFor_Challenges()
    {
        var request = _host.Request.Modern().As("mallory", "a guess").Anonymous() with { Nonce = _host.NonceForNames() };

        Assert.Equal((StunErrorCode.Unauthenticated, false), (_host.Authenticate(request).Refusal, _host.Authenticate(request).WantsName));
    }

    [Fact]
    public void Authenticate_UserhashWithStaleNonce_MayBeHiddenAgain()
    {
        var request = _host.Request.Modern().Anonymous();
        _host.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal((StunErrorCode.StaleNonce, false), (_host.Authenticate(request).Refusal, _host.Authenticate(request).WantsName));
    }

    [Fact]
    public void Authenticate_NameWithStaleNonce_NeedNotBeHidden()
    {
        var request = _host.Request.Modern() with { Nonce = _host.NonceForNames() };
        _host.Time.Advance(TimeSpan.FromMinutes(10));

        AssertAsksForName(request);
    }

    [Fact]
    public void Authenticate_NameAndUserhash_GoesWithTheName()
    {
        var issued = _host.Credentials.Issue();
        var other = _host.Request.As(issued.Username, issued.Password).Anonymous();

        Assert.Equal("alice", _host.Authenticate(_host.Request.Modern() with { Userhash = other.Userhash }).Username);
    }

    /// <summary>A 438 whose nonce, which is returned, lets no name be hidden.</summary>
    private byte[] AssertAsksForName(SignedRequest request)
    {
        var result = _host.Authenticate(request);
        Assert.Equal((StunErrorCode.StaleNonce, true), (result.Refusal, result.WantsName));

        Assert.True(StunMessage.TryRead(_host.Refuse(result), out var reply));
        Assert.True(reply.TryFind(StunAttributeType.Nonce, out var nonce));
        Assert.True(SecurityFeatures.AnnouncePasswordAlgorithms(nonce.Value));
        Assert.False(SecurityFeatures.AnnounceUsernameAnonymity(nonce.Value));
        return nonce.Value.ToArray();
    }
}
