using System.Text;
using Duet.Stun;

namespace Duet.Turn.Tests.Authentication;

/// <summary>Whoever proved nothing takes nothing from the heap.</summary>
public sealed class AuthenticatorHeapTests
{
    private readonly AuthenticatorHost _host = new();

    [Fact]
    public void Authenticate_NoIntegrity_TakesNothingFromTheHeap() => AssertTakesNothing(_host.Request with { HasIntegrity = false });

    [Fact]
    public void Authenticate_MissingAttributes_TakesNothingFromTheHeap() => AssertTakesNothing(_host.Request with { Realm = null });

    [Theory]
    [InlineData("alice")]
    [InlineData("爱丽丝")]
    [InlineData("mallory")]
    [InlineData("马洛里")]
    [InlineData("9999999999:mallory")]
    [InlineData("9999999999:马洛里")]
    [InlineData("1:mallory")]
    public void Authenticate_WrongPassword_TakesNothingFromTheHeap(string username)
    {
        AssertTakesNothing(_host.Request.As(username, "a guess"));
        AssertTakesNothing(_host.Request.Modern().As(username, "a guess"));
        AssertTakesNothing(_host.Request.Modern().As(username, "a guess").Anonymous());
    }

    [Theory]
    [InlineData(508)]
    [InlineData(509)]
    [InlineData(3000)]
    public void Authenticate_LongName_TakesNothingFromTheHeap(int length)
    {
        var username = Encoding.UTF8.GetBytes("9999999999:".PadRight(length, 'x'));

        AssertTakesNothing(_host.Request with { Username = null, RawUsername = username });
    }

    [Fact]
    public void Authenticate_UserhashOfMintedCredentialAndWrongPassword_TakesNothingFromTheHeap()
    {
        var minted = _host.Credentials.Mint("马洛里", TimeSpan.FromMinutes(5));

        AssertTakesNothing(_host.Request.Modern().As(minted.Username, "a guess").Anonymous());
    }

    [Fact]
    public void Authenticate_StaleNonce_TakesNothingFromTheHeap() =>
        AssertTakesNothing(_host.Request with { Nonce = "obMatJos2AAADf//499k954d6OL34oL9FSTvy64sA"u8.ToArray() });

    [Fact]
    public void Authenticate_KeptCredential_TakesNothingFromTheHeapEither()
    {
        var request = _host.Request.ToBytes();

        HeapCheck.TakesNothing(() => _host.Authenticate(request));
    }

    private void AssertTakesNothing(SignedRequest request)
    {
        var bytes = request.ToBytes();
        var reply = new byte[512];
        Assert.False(_host.Authenticate(bytes).IsAuthenticated);

        HeapCheck.TakesNothing(() =>
        {
            var result = _host.Authenticate(bytes);
            var writer = new StunMessageWriter(reply, StunClass.ErrorResponse, StunMethod.Allocate, SignedRequest.TransactionId);
            writer.AddErrorCode(result.Refusal);
            if (result.IsChallenge) _host.Authenticator.AddChallenge(ref writer, result.WantsName, _host.Client, _host.Time.GetTimestamp());
        });
    }
}
