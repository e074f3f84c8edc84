using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Requests;

public sealed class BindingTests
{
    private readonly FakeRelay _relay = new();

    [Theory]
    [InlineData("30.0.0.1:5000")]
    [InlineData("[2a00::30]:65535")]
    public void Binding_FromAnybody_TellsTheirAddress(string from)
    {
        var reply = _relay.Client(from: from).Binding().Succeeds();

        Assert.Equal(At(from), reply.Mapped);
        Assert.Equal([StunAttributeType.XorMappedAddress], reply.Attributes);
    }

    [Fact]
    public void Binding_WithFingerprint_GetsOneToo() => _relay.Client().Binding().WithFingerprint().Succeeds();

    [Fact]
    public void Binding_WithAWrongPassword_IsNotAskedForTheRightOne()
    {
        var client = _relay.Client();
        client.Challenge();

        var reply = client.Request(StunMethod.Binding).SignedWith("guessed").Ask();

        Assert.Equal(client.Address, reply?.Mapped);
    }

    [Fact]
    public void Binding_UnknownRequiredAttribute_IsRefused420()
    {
        var changeRequest = (StunAttributeType)0x0003; // RFC 5780 section 7.2

        var reply = _relay.Client().Binding().With(changeRequest, 0, 0, 0, 6).IsRefused(StunErrorCode.UnknownAttribute);

        Assert.Equal([changeRequest], reply.Unknown);
    }

    [Fact]
    public void Binding_UnknownOptionalAttribute_IsAnswered() => _relay.Client().Binding().With((StunAttributeType)0xC057, 0, 1, 0, 10).Succeeds();
}
