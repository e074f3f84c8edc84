using System.Text;
using Duet.Stun;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Authentication;

public sealed class AuthenticatorTests
{
    private readonly AuthenticatorHost _host = new();

    [Fact]
    public void Authenticate_RightPassword_Accepts()
    {
        var result = _host.Authenticate(_host.Request);

        Assert.True(result.IsAuthenticated);
        Assert.Equal("alice", result.Username);
    }

    [Fact]
    public void Authenticate_NoIntegrity_Challenges() =>
        AssertRefused(StunErrorCode.Unauthenticated, _host.Request with { HasIntegrity = false });

    [Fact]
    public void Authenticate_NothingAtAll_Challenges() => AssertRefused(
        StunErrorCode.Unauthenticated,
        new SignedRequest { HasIntegrity = false, Username = null, Realm = null });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Authenticate_NoName_IsBad(bool sha256) =>
        AssertRefused(StunErrorCode.BadRequest, Kind(sha256) with { Username = null });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Authenticate_NoRealm_IsBad(bool sha256) =>
        AssertRefused(StunErrorCode.BadRequest, Kind(sha256) with { Realm = null });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Authenticate_NoNonce_IsBad(bool sha256) =>
        AssertRefused(StunErrorCode.BadRequest, Kind(sha256) with { Nonce = null });

    [Fact]
    public void Authenticate_UnknownName_Challenges() =>
        AssertRefused(StunErrorCode.Unauthenticated, _host.Request.As("mallory", "alice's password"));

    [Fact]
    public void Authenticate_NameOfOtherCase_Challenges() =>
        AssertRefused(StunErrorCode.Unauthenticated, _host.Request.As("Alice", "alice's password"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Authenticate_WrongPassword_Challenges(bool sha256) =>
        AssertRefused(StunErrorCode.Unauthenticated, Kind(sha256) with { Password = "a guess" });

    [Fact]
    public void Authenticate_EmptyName_Challenges() => AssertRefused(StunErrorCode.Unauthenticated, _host.Request.As("", ""));

    [Fact]
    public void Authenticate_OtherRealm_Challenges() =>
        AssertRefused(StunErrorCode.Unauthenticated, _host.Request with { Realm = "elsewhere" });

    [Fact]
    public void Authenticate_OtherRealmButKeyOfOurs_Challenges()
    {
        var request = (_host.Request with { HasIntegrity = false, Realm = "DUET" }).ToBytes();

        AssertRefused(StunErrorCode.Unauthenticated, Sign(request, _host.Request.Key));
    }

    [Fact]
    public void Authenticate_NameThatIsNoText_Challenges() =>
        AssertRefused(StunErrorCode.Unauthenticated, _host.Request with { Username = null, RawUsername = [0xFF, 0xFE, 0x80] });

    [Fact]
    public void Authenticate_NameThatIsTooLong_Challenges() => AssertRefused(
        StunErrorCode.Unauthenticated,
        _host.Request with { Username = null, RawUsername = Encoding.UTF8.GetBytes("9999999999:" + new string('a', 1000)) });

    [Fact]
    public void Authenticate_UnknownNameAndWrongPassword_SayTheSame()
    {
        var unknown = _host.Authenticate(_host.Request.As("mallory", "a guess"));
        var wrong = _host.Authenticate(_host.Request with { Password = "a guess" });

        Assert.Equal(_host.Refuse(unknown), _host.Refuse(wrong));
    }

    [Theory]
    [InlineData("mallory", "alice's password")]
    [InlineData("alice", "a guess")]
    public void Authenticate_StaleNonceFromWhoHasNoPassword_DoesNotTellThatItIsStale(string username, string password) =>
        AssertRefused(StunErrorCode.Unauthenticated, (_host.Request with { Nonce = "of yesterday"u8.ToArray() }).As(username, password));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Authenticate_NonceTooOld_IsStale(bool sha256)
    {
        var request = Kind(sha256);
        _host.Time.Advance(TimeSpan.FromMinutes(10));

        AssertRefused(StunErrorCode.StaleNonce, request);
    }

    [Theory]
    [InlineData("198.51.100.8:50000")]
    [InlineData("198.51.100.7:50001")]
    public void Authenticate_NonceOfOtherClient_IsStale(string other) =>
        AssertRefused(StunErrorCode.StaleNonce, _host.Request with { Nonce = _host.NonceFor(At(other)) });

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("obMatJos2")]
    [InlineData("obMatJos2AAAD")]
    [InlineData("obMatJos2AAADf//499k954d6OL34oL9FSTvy64sA")]
    public void Authenticate_NonceOfNobody_IsStale(string nonce) =>
        AssertRefused(StunErrorCode.StaleNonce, _host.Request with { Nonce = Encoding.UTF8.GetBytes(nonce) });

    [Fact]
    public void Authenticate_AnyByteChanged_IsRefused()
    {
        var request = _host.Request.ToBytes();
        for (var i = 0; i < request.Length; i++)
        {
            var changed = request.ToArray();
            changed[i] ^= 0x01;
            if (!StunMessage.TryRead(changed, out var message)) continue;

            Assert.False(_host.Authenticator.Authenticate(message, _host.Client, _host.Time.GetTimestamp()).IsAuthenticated, $"byte {i}");
        }
    }

    [Fact]
    public void Authenticate_NameAfterIntegrity_DoesNotCount()
    {
        var request = (_host.Request with { Username = null }).ToBytes();
        byte[] name = [0x00, 0x06, 0x00, 0x05, .. "alice"u8, 0, 0, 0];
        byte[] longer = [.. request, .. name];
        longer[3] += (byte)name.Length;

        AssertRefused(StunErrorCode.BadRequest, longer);
    }

    [Fact]
    public void Authenticate_RevokedCredential_Challenges()
    {
        var issued = _host.Credentials.Issue();
        Assert.True(_host.Authenticate(_host.Request.As(issued.Username, issued.Password)).IsAuthenticated);

        _host.Credentials.Revoke(issued.Username);

        AssertRefused(StunErrorCode.Unauthenticated, _host.Request.As(issued.Username, issued.Password));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Authenticate_TimeLimitedCredential_IsNamedAsInTheRequest(bool sha256)
    {
        var minted = _host.Credentials.Mint("爱丽丝", TimeSpan.FromMinutes(5));

        Assert.Equal(minted.Username, _host.Authenticate(Kind(sha256).As(minted.Username, minted.Password)).Username);
    }

    [Fact]
    public void Authenticate_NameInOtherScript_Accepts() =>
        Assert.Equal("爱丽丝", _host.Authenticate(_host.Request.As("爱丽丝", "密码")).Username);

    private static byte[] Sign(byte[] request, ReadOnlySpan<byte> key)
    {
        Assert.True(StunMessage.TryRead(request, out var message));
        var writer = new StunMessageWriter(new byte[1024], message.Class, message.Method, message.TransactionId);
        foreach (var attribute in message.Attributes) writer.Add(attribute.Type, attribute.Value.ToArray());
        writer.AddMessageIntegrity(key.ToArray());
        return writer.Written.ToArray();
    }

    private SignedRequest Kind(bool sha256) => sha256 ? _host.Request.Modern() : _host.Request;

    private void AssertRefused(StunErrorCode code, SignedRequest request) => AssertRefused(code, request.ToBytes());

    private void AssertRefused(StunErrorCode code, byte[] request)
    {
        var result = _host.Authenticate(request);

        Assert.False(result.IsAuthenticated);
        Assert.Null(result.Username);
        Assert.Equal(code, result.Refusal);
        Assert.Equal(code is not StunErrorCode.BadRequest, result.IsChallenge);
    }
}
