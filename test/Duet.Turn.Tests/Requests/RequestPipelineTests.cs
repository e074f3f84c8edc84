using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Requests;

public sealed class RequestPipelineTests
{
    private readonly FakeRelay _relay = new();

    public static TheoryData<StunMethod> Methods =>
        [StunMethod.Allocate, StunMethod.Refresh, StunMethod.CreatePermission, StunMethod.ChannelBind];

    public static TheoryData<StunMethod> MethodsOfAnAllocation => [StunMethod.Refresh, StunMethod.CreatePermission, StunMethod.ChannelBind];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Request_Unsigned_IsChallenged(StunMethod method)
    {
        var reply = _relay.Client().Request(method).Unsigned().IsRefusedUnsigned(StunErrorCode.Unauthenticated);

        Assert.Equal(
            [StunAttributeType.ErrorCode, StunAttributeType.Realm, StunAttributeType.Nonce, StunAttributeType.PasswordAlgorithms],
            reply.Attributes);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Request_WrongPassword_IsChallengedAgain(StunMethod method)
    {
        var reply = _relay.Client().Request(method).SignedWith("guessed").IsRefusedUnsigned(StunErrorCode.Unauthenticated);

        Assert.NotNull(reply.Nonce);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Request_NonceOfLongAgo_IsStaleAndANewOneHelps(StunMethod method)
    {
        var client = _relay.Client();
        client.Allocate().Succeeds();
        _relay.Wait(seconds: 599);
        client.Refresh().Succeeds();
        _relay.Wait(seconds: 1);

        var reply = client.Request(method).IsRefusedUnsigned(StunErrorCode.StaleNonce);

        client.Nonce = reply.Nonce;
        client.Refresh().Succeeds();
    }

    [Fact]
    public void Request_SignedWithoutNonce_IsRefused400()
    {
        var request = _relay.Client().Request(StunMethod.Allocate).Unsigned()
            .With(StunAttributeType.Username, "anna"u8.ToArray())
            .With(StunAttributeType.Realm, "duet"u8.ToArray())
            .With((ref StunMessageWriter writer) => writer.AddMessageIntegrity([1]));

        var reply = request.IsRefusedUnsigned(StunErrorCode.BadRequest);

        Assert.Equal([StunAttributeType.ErrorCode], reply.Attributes);
    }

    [Fact]
    public void Request_OfAClientWithoutPasswordAlgorithms_IsAnsweredInItsWay() => _relay.Client().Allocate().SignedTheOldWay().Succeeds();

    [Fact]
    public void Request_OfAClientWithoutPasswordAlgorithmsRefused_IsAnsweredInItsWay() =>
        _relay.Client().Refresh().SignedTheOldWay().IsRefused(StunErrorCode.AllocationMismatch);

    [Fact]
    public void Request_WithFingerprint_GetsOneToo() => _relay.Client().Allocate().WithFingerprint().Succeeds();

    [Fact]
    public void Request_WithFingerprintUnsigned_GetsOneToo() =>
        _relay.Client().Allocate().Unsigned().WithFingerprint().IsRefusedUnsigned(StunErrorCode.Unauthenticated);

    [Fact]
    public void Request_WrongFingerprint_IsIgnored()
    {
        var client = _relay.Client();
        var request = client.Allocate().WithFingerprint().ToBytes();
        request[^1] ^= 1;

        Assert.True(_relay.Answer(client.Context, request).IsEmpty);
        Assert.False(client.HasAllocation);
    }

    [Theory]
    [InlineData(StunMethod.Send)]
    [InlineData(StunMethod.Data)]
    [InlineData((StunMethod)0x00A)] // Connect of RFC 6062
    [InlineData((StunMethod)0x002)] // Shared Secret of RFC 3489
    public void Request_OfAMethodThatIsNotServed_IsIgnored(StunMethod method) => _relay.Client().Request(method).IsIgnored();

    [Theory]
    [InlineData(StunClass.Indication)]
    [InlineData(StunClass.SuccessResponse)]
    [InlineData(StunClass.ErrorResponse)]
    public void Message_ThatIsNoRequest_IsIgnored(StunClass @class)
    {
        var writer = new StunMessageWriter(new byte[100], @class, StunMethod.Binding, TransactionId.Random());

        Assert.True(_relay.Answer(_relay.Client().Context, writer.Written).IsEmpty);
    }

    [Fact]
    public void Bytes_ThatAreNoMessage_AreIgnored()
    {
        var client = _relay.Client();
        var request = client.Binding().ToBytes();

        Assert.True(_relay.Answer(client.Context, request.AsSpan(1)).IsEmpty);
        Assert.True(_relay.Answer(client.Context, request.AsSpan(0, request.Length - 1)).IsEmpty);
        Assert.True(_relay.Answer(client.Context, [.. request, 0, 0, 0, 0]).IsEmpty);
        Assert.True(_relay.Answer(client.Context, []).IsEmpty);
    }

    [Fact]
    public void Request_UnknownRequiredAttributes_IsRefused420WithEachOnce()
    {
        var (one, other) = ((StunAttributeType)0x0002, (StunAttributeType)0x7F01);

        var reply = _relay.Client().Allocate().With(one, 1).With(other).With(one, 2, 3).IsRefused(StunErrorCode.UnknownAttribute);

        Assert.Equal([one, other], reply.Unknown);
        Assert.False(_relay.Client().HasAllocation);
    }

    [Fact]
    public void Request_UnknownRequiredAttributeUnsigned_IsChallengedFirst()
    {
        var reply = _relay.Client().Allocate().With((StunAttributeType)0x0002).Unsigned().IsRefusedUnsigned(StunErrorCode.Unauthenticated);

        Assert.Empty(reply.Unknown);
    }

    [Fact]
    public void Request_HundredsOfUnknownRequiredAttributes_IsAnsweredShortly()
    {
        var request = _relay.Client().Binding();
        for (ushort type = 0x4000; type < 0x4400; type++) request.With((StunAttributeType)type);

        var reply = request.IsRefused(StunErrorCode.UnknownAttribute);

        Assert.Equal(32, reply.Unknown.Count);
    }

    [Fact]
    public void Request_UnknownOptionalAttribute_IsServed() => _relay.Client().Allocate().With((StunAttributeType)0xC001, 1).Succeeds();

    [Fact]
    public void Request_KnownAttributesOutOfPlace_AreIgnored() =>
        _relay.Client().Allocate().WithChannel(0x4000).WithPeer("10.0.0.1:1").With(StunAttributeType.Data, 1).Succeeds();

    [Fact]
    public void Request_AttributesBehindTheIntegrity_AreNotObeyed()
    {
        var client = _relay.Client();
        client.Allocate().Succeeds();
        byte[] deletes = [0, 0x0D, 0, 4, 0, 0, 0, 0]; // LIFETIME 0
        byte[] request = [.. client.Refresh().ToBytes(), .. deletes];
        request[3] += (byte)deletes.Length;

        var reply = FakeReply.Read(_relay.Answer(client.Context, request), []);

        Assert.Equal(600, reply?.Lifetime);
        Assert.True(client.HasAllocation);
    }

    [Theory]
    [MemberData(nameof(MethodsOfAnAllocation))]
    public void Request_WithoutAnAllocation_IsRefused437(StunMethod method) =>
        _relay.Client().Request(method).IsRefused(StunErrorCode.AllocationMismatch);

    [Theory]
    [MemberData(nameof(MethodsOfAnAllocation))]
    public void Request_ForAnAllocationOfAnother_IsRefused441(StunMethod method)
    {
        _relay.Client("anna").Allocate().Succeeds();

        _relay.Client("ben").Request(method).IsRefused(StunErrorCode.WrongCredentials);
    }

    [Fact]
    public void Refresh_ForAnAllocationOfAnother_DoesNotEndIt()
    {
        var anna = _relay.Client("anna");
        anna.Allocate().Succeeds();

        _relay.Client("ben").Refresh().WithLifetime(0).IsRefused(StunErrorCode.WrongCredentials);

        Assert.True(anna.HasAllocation);
    }

    [Fact]
    public void Allocate_OnTheFiveTupleOfAnother_IsRefused437()
    {
        _relay.Client("anna").Allocate().Succeeds();

        _relay.Client("ben").Allocate().IsRefused(StunErrorCode.AllocationMismatch);
    }

    [Theory]
    [InlineData("30.0.0.1:5001")]
    [InlineData("30.0.0.2:5000")]
    public void Request_FromAnotherAddress_FindsNothing(string from)
    {
        _relay.Client().Allocate().Succeeds();

        _relay.Client(from: from).Refresh().IsRefused(StunErrorCode.AllocationMismatch);
    }

    [Fact]
    public void Request_OverAnotherTransport_FindsNothing()
    {
        var overUdp = _relay.Client();
        overUdp.Allocate().Succeeds();

        var overTcp = new FakeClient(_relay, overUdp.Credential, overUdp.Address) { Protocol = TransportProtocol.Tcp };

        overTcp.Refresh().IsRefused(StunErrorCode.AllocationMismatch);
    }

    [Fact]
    public void Unauthenticated_OverTheLimitOfItsNetwork_GetsSilence()
    {
        var relay = new FakeRelay(new() { UnauthenticatedReplyBurst = 2, UnauthenticatedRepliesPerSecond = 1 });
        relay.Client(from: "30.0.0.1:1").Allocate().Unsigned().IsRefusedUnsigned(StunErrorCode.Unauthenticated);
        relay.Client(from: "30.0.0.2:1").Binding().Succeeds();

        relay.Client(from: "30.0.0.3:1").Allocate().Unsigned().IsIgnored();
        relay.Client(from: "30.0.0.3:1").Binding().IsIgnored();

        relay.Client(from: "30.0.1.3:1").Binding().Succeeds();
        relay.Wait(seconds: 1);
        relay.Client(from: "30.0.0.3:1").Binding().Succeeds();
    }

    [Fact]
    public void Authenticated_OverTheLimitOfStrangers_IsServed()
    {
        var relay = new FakeRelay(new() { UnauthenticatedReplyBurst = 1, UnauthenticatedRepliesPerSecond = 1 });
        var client = relay.Client();
        client.Challenge();
        client.Binding().IsIgnored();

        client.Allocate().Succeeds();
        client.CreatePermission("10.0.0.1").IsRefused(StunErrorCode.Forbidden);
    }
}
