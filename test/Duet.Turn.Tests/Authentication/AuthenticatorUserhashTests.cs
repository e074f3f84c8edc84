using Duet.Stun;

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
        Assert.Equal(StunErrorCode.Unauthenticated, _host.Authenticate(Request()).Refusal);
    }

    [Fact]
    public void Authenticate_UserhashOfRevokedCredential_Challenges()
    {
        var issued = _host.Credentials.Issue();
        var minted = _host.Credentials.Mint("bob", TimeSpan.FromMinutes(5));
        var adopted = _host.Credentials.Mint("carol", TimeSpan.FromMinutes(5));
        _host.Credentials.Adopt(adopted.Username);
        foreach (var each in new[] { issued, minted, adopted })
        {
            _host.Credentials.Revoke(each.Username);
            var request = _host.Request.Modern().As(each.Username, each.Password).Anonymous();

            Assert.Equal(StunErrorCode.Unauthenticated, _host.Authenticate(request).Refusal);
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
    public void Authenticate_UserhashOfNobody_Challenges(int length) => Assert.Equal(
        StunErrorCode.Unauthenticated,
        _host.Authenticate(_host.Request.Modern() with { Username = null, Userhash = new byte[length] }).Refusal);

    [Fact]
    public void Authenticate_WrongPasswordForUserhash_Challenges() => Assert.Equal(
        StunErrorCode.Unauthenticated,
        _host.Authenticate(_host.Request.Modern().Anonymous() with { Password = "a guess" }).Refusal);

    [Fact]
    public void Authenticate_NameAndUserhash_GoesWithTheName()
    {
        var issued = _host.Credentials.Issue();
        var other = _host.Request.As(issued.Username, issued.Password).Anonymous();

        Assert.Equal("alice", _host.Authenticate(_host.Request.Modern() with { Userhash = other.Userhash }).Username);
    }
}
