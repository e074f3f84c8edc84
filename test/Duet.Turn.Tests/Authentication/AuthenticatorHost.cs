using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Authentication;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Authentication;

/// <summary>An authenticator with a static user, a secret, and time that stands still.</summary>
internal sealed class AuthenticatorHost
{
    public AuthenticatorHost()
    {
        Credentials = new TurnCredentials(Options, Time);
        Nonces = new NonceSource(Time);
        Authenticator = new Authenticator(Options, Credentials, Nonces);
    }

    public ManualTimeProvider Time { get; } = new();

    public TurnOptions Options { get; } = new()
    {
        Secret = "a secret of the tests",
        Users = new Dictionary<string, string> { ["alice"] = "alice's password", ["爱丽丝"] = "密码" },
    };

    public TurnCredentials Credentials { get; }

    public NonceSource Nonces { get; }

    public Authenticator Authenticator { get; }

    public TransportAddress Client { get; } = At("198.51.100.7:50000");

    public SignedRequest Request => new() { Nonce = Nonce() };

    public byte[] Nonce() => NonceFor(Client);

    /// <summary>Under which names are not hidden.</summary>
    public byte[] NonceForNames() => NonceFor(Client, SecurityFeatures.WithoutAnonymity);

    public byte[] NonceFor(TransportAddress client) => NonceFor(client, SecurityFeatures.Announcement);

    public AuthenticationResult Authenticate(SignedRequest request) => Authenticate(request.ToBytes());

    public AuthenticationResult Authenticate(byte[] request)
    {
        Assert.True(StunMessage.TryRead(request, out var message));
        return Authenticator.Authenticate(message, Client, Time.GetTimestamp());
    }

    /// <summary>The whole reply to a request that is refused.</summary>
    public byte[] Refuse(AuthenticationResult result)
    {
        var writer = new StunMessageWriter(new byte[512], StunClass.ErrorResponse, StunMethod.Allocate, SignedRequest.TransactionId);
        writer.AddErrorCode(result.Refusal);
        if (result.IsChallenge) Authenticator.AddChallenge(ref writer, result.WantsName, Client, Time.GetTimestamp());
        return writer.Written.ToArray();
    }

    private byte[] NonceFor(TransportAddress client, ReadOnlySpan<byte> announcement)
    {
        var nonce = new byte[NonceSource.Length];
        Nonces.Write(announcement, client, Time.GetTimestamp(), nonce);
        return nonce;
    }
}
