using Duet.Stun;
using Duet.Turn.Authentication;
using Duet.Turn.Tests.Listeners.Harness;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Interop;

/// <summary>libjuice, the ICE agent of npm's node-datachannel, which has to be installed, against a whole server over UDP.</summary>
public sealed class LibjuiceTests
{
    private static readonly TurnCredential _anna = new("anna", RunningServer.Users["anna"]);

    [Theory, OnEachLayer]
    public async Task Call_BothEndsRelayed_DeliversEachMessage(Layer layer)
    {
        await using var server = new RunningServer(layer);

        var call = await LibjuiceCall.MakeAsync(server.Turn.UdpPort, _anna);

        AssertDelivered(call);
    }

    [Fact]
    public async Task Call_CredentialOfASeat_DeliversEachMessage()
    {
        await using var server = new RunningServer(Layer.Portable);

        AssertDelivered(await LibjuiceCall.MakeAsync(server.Turn.UdpPort, server.Credentials.Issue()));
    }

    [Fact]
    public async Task Call_CredentialOfAPreparation_DeliversEachMessage()
    {
        await using var server = new RunningServer(Layer.Portable);

        AssertDelivered(await LibjuiceCall.MakeAsync(server.Turn.UdpPort, server.Credentials.Mint("carol", TimeSpan.FromMinutes(5))));
    }

    // As a TURN REST service makes it: only the name tells that the secret signed it, and libjuice hides names unless asked.
    [Fact]
    public async Task Call_CredentialMadeElsewhere_DeliversEachMessage()
    {
        await using var server = new RunningServer(Layer.Portable);
        var elsewhere = new TurnCredentials(server.Options, server.Time);

        AssertDelivered(await LibjuiceCall.MakeAsync(server.Turn.UdpPort, elsewhere.Mint("carol", TimeSpan.FromMinutes(5))));
    }

    /// <summary>
    /// It hides its name (RFC 8489 section 9.2.3.2), and leaves SHA-256 alone: it reads PASSWORD-ALGORITHMS of requests only, so that it
    /// never chooses one, and what a request does not choose is MD5 (section 9.2.4).
    /// </summary>
    [Fact]
    public async Task Call_RequestsThatWereAccepted_HaveAUserhashAndOneIntegrity()
    {
        await using var server = new RunningServer(Layer.Portable);

        var call = await LibjuiceCall.MakeAsync(server.Turn.UdpPort, _anna);

        AssertDelivered(call);
        var accepted = call.Exchanges.Where(each => each.IsAccepted).ToList();
        Assert.Equal(
            [StunMethod.Allocate, StunMethod.CreatePermission, StunMethod.ChannelBind],
            accepted.Select(each => each.Method).Distinct().Order());
        StunAttributeType[] credentials =
        [
            StunAttributeType.Userhash, StunAttributeType.Realm, StunAttributeType.Nonce, StunAttributeType.MessageIntegrity,
            StunAttributeType.Fingerprint,
        ];
        Assert.All(accepted, each => Assert.Equal(credentials, each.Sent.TakeLast(credentials.Length)));
        Assert.All(accepted, each => Assert.DoesNotContain(StunAttributeType.Username, each.Sent));
    }

    [Fact]
    public async Task Call_WrongPassword_GetsNoCandidate()
    {
        await using var server = new RunningServer(Layer.Portable);

        var call = await LibjuiceCall.MakeAsync(server.Turn.UdpPort, _anna with { Password = "coffee" });

        Assert.Equal(1, call.Code);
        Assert.EndsWith("got no relay candidate", call.Output.TrimEnd(), StringComparison.Ordinal); // It was told, and did not wait.
        Assert.Equal(0, server.Turn.AllocationCount);
    }

    private static void AssertDelivered(LibjuiceCall call)
    {
        Assert.True(call.Code == 0, call.Output);
        Assert.Equal(["anna", "ben"], call.Ends.Select(end => end.Name));
        Assert.All(call.Ends, end => Assert.Equal(new LibjuiceEnd(end.Name, "relay", "relay", "UDP", LibjuiceCall.Messages), end));
    }
}
