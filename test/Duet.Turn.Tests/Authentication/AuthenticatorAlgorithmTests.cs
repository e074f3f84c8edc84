using Duet.Stun;
using Duet.Turn.Authentication;

namespace Duet.Turn.Tests.Authentication;

/// <summary>The choice of a password algorithm, and that nobody in between can make it a worse one (RFC 8489 sections 9.2.1 and 9.2.4).</summary>
public sealed class AuthenticatorAlgorithmTests
{
    private readonly AuthenticatorHost _host = new();

    public static TheoryData<PasswordAlgorithm[]> OtherOffers => new(
        new[] { PasswordAlgorithm.Md5 },
        new[] { PasswordAlgorithm.Sha256 },
        new[] { PasswordAlgorithm.Md5, PasswordAlgorithm.Sha256 },
        new[] { PasswordAlgorithm.Sha256, PasswordAlgorithm.Md5, (PasswordAlgorithm)3 },
        new[] { PasswordAlgorithm.Sha256, PasswordAlgorithm.Sha256 },
        Array.Empty<PasswordAlgorithm>());

    [Fact]
    public void Authenticate_NoAlgorithms_TakesMd5AndAnswersWithMessageIntegrity()
    {
        var result = _host.Authenticate(_host.Request);

        Assert.True(result.IsAuthenticated);
        Assert.False(result.Signature.IsSha256);
    }

    [Fact]
    public void Authenticate_Sha256Chosen_AnswersWithSha256()
    {
        var result = _host.Authenticate(_host.Request.Modern());

        Assert.True(result.IsAuthenticated);
        Assert.True(result.Signature.IsSha256);
    }

    [Fact]
    public void Authenticate_Md5Chosen_AnswersWithSha256()
    {
        var request = _host.Request.Modern() with { Choice = PasswordAlgorithm.Md5, KeyAlgorithm = PasswordAlgorithm.Md5 };
        var result = _host.Authenticate(request);

        Assert.True(result.IsAuthenticated);
        Assert.True(result.Signature.IsSha256);
    }

    [Fact]
    public void Authenticate_ChoiceMadeUnderMessageIntegrity_AnswersWithSha256()
    {
        var result = _host.Authenticate(_host.Request.Modern() with { HasIntegrity = true, HasIntegritySha256 = false });

        Assert.True(result.IsAuthenticated);
        Assert.True(result.Signature.IsSha256);
    }

    [Fact]
    public void Authenticate_OfferWithoutChoice_IsBad() => AssertRefused(StunErrorCode.BadRequest, _host.Request.Modern() with { Choice = null });

    [Fact]
    public void Authenticate_ChoiceWithoutOffer_IsBad() => AssertRefused(StunErrorCode.BadRequest, _host.Request.Modern() with { Offer = null });

    [Theory]
    [MemberData(nameof(OtherOffers))]
    public void Authenticate_OfferThatWasNotOurs_IsBad(PasswordAlgorithm[] offer) =>
        AssertRefused(StunErrorCode.BadRequest, _host.Request.Modern() with { Offer = offer });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(0xFFFF)]
    public void Authenticate_ChoiceThatWasNotOffered_IsBad(int choice) =>
        AssertRefused(StunErrorCode.BadRequest, _host.Request.Modern() with { Choice = (PasswordAlgorithm)choice });

    [Theory]
    [InlineData(PasswordAlgorithm.Sha256, PasswordAlgorithm.Md5)]
    [InlineData(PasswordAlgorithm.Md5, PasswordAlgorithm.Sha256)]
    public void Authenticate_KeyOfOtherAlgorithmThanChosen_Challenges(PasswordAlgorithm choice, PasswordAlgorithm key) =>
        AssertRefused(StunErrorCode.Unauthenticated, _host.Request.Modern() with { Choice = choice, KeyAlgorithm = key });

    [Fact]
    public void Authenticate_Sha256KeyWithoutAlgorithms_Challenges() =>
        AssertRefused(StunErrorCode.Unauthenticated, _host.Request with { KeyAlgorithm = PasswordAlgorithm.Sha256 });

    // A client that was shown a nonce without the announcement takes us for an old server, and goes on with MD5. It proves that it has the
    // password, and is shown the real nonce.
    [Theory]
    [InlineData("obMatJos2AAAA")]
    [InlineData("obMatJos2AAAB")]
    [InlineData("obMatJos2AAAC")]
    [InlineData("obMatJos3AAAD")]
    [InlineData("")]
    public void Authenticate_AnnouncementChangedOnTheWay_IsStale(string announcement)
    {
        byte[] nonce = [.. announcement.Select(each => (byte)each), .. _host.Nonce().AsSpan(SecurityFeatures.Announcement.Length)];

        AssertRefused(StunErrorCode.StaleNonce, _host.Request with { Nonce = nonce });
    }

    [Fact]
    public void Authenticate_AlgorithmsWithNonceThatDoesNotAnnounceThem_AreNotLookedAt()
    {
        var nonce = _host.Nonce();
        nonce[SecurityFeatures.Announcement.Length - 1] = (byte)'A';

        AssertRefused(StunErrorCode.StaleNonce, _host.Request with { Nonce = nonce, Choice = (PasswordAlgorithm)3 });
    }

    [Fact]
    public void Authenticate_BothIntegritiesRight_AnswersWithSha256()
    {
        var result = _host.Authenticate(_host.Request.Modern() with { HasIntegrity = true });

        Assert.True(result.IsAuthenticated);
        Assert.True(result.Signature.IsSha256);
    }

    [Fact]
    public void Authenticate_BothIntegritiesButSha256Wrong_Challenges()
    {
        var request = (_host.Request.Modern() with { HasIntegrity = true }).ToBytes();
        request[^1] ^= 1;

        AssertRefused(StunErrorCode.Unauthenticated, request);
    }

    [Fact]
    public void Authenticate_Sha256IntegrityWithoutAlgorithms_IsAnsweredInKind()
    {
        var result = _host.Authenticate(_host.Request with { HasIntegrity = false, HasIntegritySha256 = true });

        Assert.True(result.IsAuthenticated);
        Assert.True(result.Signature.IsSha256);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Signature_OfReply_IsOfTheRequestsKey(bool sha256)
    {
        var request = sha256 ? _host.Request.Modern() : _host.Request;
        var writer = new StunMessageWriter(new byte[512], StunClass.SuccessResponse, StunMethod.Allocate, SignedRequest.TransactionId);
        _host.Authenticate(request).Signature.AddTo(ref writer);

        Assert.True(StunMessage.TryRead(writer.Written, out var reply));
        Assert.Equal(sha256, MessageIntegritySha256.Verify(reply, request.Key));
        Assert.Equal(!sha256, MessageIntegrity.Verify(reply, request.Key));
    }

    private void AssertRefused(StunErrorCode code, SignedRequest request) => AssertRefused(code, request.ToBytes());

    private void AssertRefused(StunErrorCode code, byte[] request)
    {
        var result = _host.Authenticate(request);

        Assert.False(result.IsAuthenticated);
        Assert.Equal(code, result.Refusal);
    }
}
