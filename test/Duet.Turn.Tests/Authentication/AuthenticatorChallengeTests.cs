using Duet.Stun;
using Duet.Turn.Authentication;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Authentication;

public sealed class AuthenticatorChallengeTests
{
    private readonly AuthenticatorHost _host = new();

    [Fact]
    public void AddChallenge_Always_NamesTheRealm()
    {
        Assert.True(StunMessage.TryRead(Challenge(), out var message));
        Assert.True(message.TryFind(StunAttributeType.Realm, out var realm));

        Assert.Equal("duet"u8, realm.Value);
    }

    [Fact]
    public void AddChallenge_Always_GivesANonceThatIsGoodForThisClientOnly()
    {
        Assert.True(StunMessage.TryRead(Challenge(), out var message));
        Assert.True(message.TryFind(StunAttributeType.Nonce, out var nonce));
        var now = _host.Time.GetTimestamp();

        Assert.Equal(NonceVerdict.Valid, _host.Nonces.Check(nonce.Value, _host.Client, now));
        Assert.Equal(NonceVerdict.Stale, _host.Nonces.Check(nonce.Value, At("198.51.100.7:50001"), now));
    }

    [Fact]
    public void AddChallenge_Always_OffersTheBetterAlgorithmFirst()
    {
        Assert.True(StunMessage.TryRead(Challenge(), out var message));
        Assert.True(message.TryFind(StunAttributeType.PasswordAlgorithms, out var offer));

        Assert.Equal(new byte[] { 0, 2, 0, 0, 0, 1, 0, 0 }, offer.Value.ToArray());
    }

    [Theory]
    [InlineData(StunAttributeType.Username)]
    [InlineData(StunAttributeType.Userhash)]
    [InlineData(StunAttributeType.MessageIntegrity)]
    [InlineData(StunAttributeType.MessageIntegritySha256)]
    public void AddChallenge_Always_TellsNothingElse(StunAttributeType type)
    {
        Assert.True(StunMessage.TryRead(Challenge(), out var message));

        Assert.False(message.Has(type));
    }

    // Forged requests are answered to somebody else: the answer must be worth little.
    [Fact]
    public void AddChallenge_WithErrorCode_IsSmall() => Assert.InRange(Challenge().Length, 1, 120);

    [Fact]
    public void AddChallenge_Answered_LetsTheClientIn()
    {
        Assert.True(StunMessage.TryRead(Challenge(), out var message));
        Assert.True(message.TryFind(StunAttributeType.Nonce, out var nonce));

        Assert.True(_host.Authenticate(new SignedRequest { Nonce = nonce.Value.ToArray() }).IsAuthenticated);
    }

    private byte[] Challenge() => _host.Refuse(_host.Authenticate(new SignedRequest { HasIntegrity = false }));
}
