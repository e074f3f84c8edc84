using System.Text.Json;
using Duet.Soak.Checks;
using Duet.Soak.Lines;
using Duet.TestKit;

namespace Duet.Soak.Tests.Checks;

public sealed class SittingTests
{
    private readonly Place _place;
    private readonly Sitting _anna;
    private readonly Sitting _ben;

    public SittingTests()
    {
        _place = new Place("tea", new Uri("ws://127.0.0.1/ws"), new Tally(), new Faults(new ManualTimeProvider()));
        _anna = new Sitting(_place, "anna-1");
        _ben = new Sitting(_place, "ben-1");
        Tell(_anna, "new-peer", "ben-1");
        Tell(_ben, "resp-join", "anna-1");
    }

    [Fact]
    public void Receive_AMeetingInOrder_FindsNoFault()
    {
        Pass(Say(_anna), _ben);
        Tell(_ben, "peer-away", "anna-1");
        Tell(_ben, "peer-back", "anna-1");
        Pass(Say(_anna), _ben);
        _anna.Confirm(_anna.Mark());
        Tell(_ben, "peer-leave", "anna-1");
        Tell(_ben, "new-peer", "anna-2");

        Assert.Equal(0, _place.Faults.Count);
        Assert.Equal(6 + 1, _ben.LastSeen);
        Assert.Equal(2, _place.Tally[Event.Forwarded]);
    }

    [Fact]
    public void Receive_ALetterIsMissing_FindsAFault()
    {
        Say(_anna);
        Pass(Say(_anna), _ben);

        AssertFault("some are lost");
    }

    [Fact]
    public void Receive_ALetterTwice_FindsAFault()
    {
        var letter = Say(_anna);
        Pass(letter, _ben);
        Pass(letter, _ben);

        AssertFault("twice, or out of order");
    }

    [Fact]
    public void Receive_ALetterOfAnotherRoom_FindsAFault()
    {
        var place = _place with { Room = "coffee" };
        var stranger = new Sitting(place, "anna-1");
        Tell(stranger, "new-peer", "ben-1");

        Pass(Say(stranger), _ben);

        AssertFault("a letter of another room");
    }

    [Fact]
    public void Receive_ALetterOfSomebodyAway_FindsAFault()
    {
        Tell(_ben, "peer-away", "anna-1");
        Pass(Say(_anna), _ben);

        AssertFault("a letter of somebody who is away");
    }

    [Fact]
    public void Receive_PeerLeaveTwice_FindsAFault()
    {
        Tell(_ben, "peer-leave", "anna-1");
        Tell(_ben, "peer-leave", "anna-1");

        AssertFault("across sits nobody");
    }

    [Fact]
    public void Receive_AnotherComesWithoutPeerLeave_FindsAFault()
    {
        Tell(_ben, "new-peer", "anna-2");

        AssertFault("anna-1 has not left");
    }

    [Fact]
    public void Receive_PeerLeaveBeforeAllThatWasHandled_FindsAFault()
    {
        Pass(Say(_anna), _ben);
        Say(_anna);
        _anna.Confirm(_anna.Mark());

        Tell(_ben, "peer-leave", "anna-1");

        AssertFault("only 1 of 2 letters came");
    }

    [Fact]
    public void Refuse_NobodyHasLeft_FindsAFault()
    {
        Say(_anna);
        _anna.Refuse();

        AssertFault("nobody has left");
    }

    [Fact]
    public void Refuse_TheOtherHasLeft_FindsNoFault()
    {
        Say(_anna);
        Tell(_anna, "peer-leave", "ben-1");
        _anna.Refuse();

        Assert.Equal(0, _place.Faults.Count);
    }

    [Fact]
    public void Write_NobodySitsAcross_WritesNothing()
    {
        Tell(_anna, "peer-leave", "ben-1");

        Assert.Null(_anna.Write("offer", 100));
    }

    [Fact]
    public void UnhandledAfter_SomeWereHandled_ReturnsTheOthersInOrder()
    {
        Say(_anna);
        var (second, third) = (Say(_anna), Say(_anna));

        Assert.Equal([second, third], _anna.UnhandledAfter(1));
        Assert.Equal(0, _place.Faults.Count);
    }

    [Fact]
    public void UnhandledAfter_FewerThanWereConfirmed_FindsAFault()
    {
        Say(_anna);
        _anna.Confirm(_anna.Mark());
        _anna.UnhandledAfter(0);

        AssertFault("0 were handled, where 1 were before");
    }

    private static string Say(Sitting sitting) => sitting.Write("candidate", 100)!;

    // What the server does with it.
    private static void Pass(string text, Sitting receiver) =>
        receiver.Receive(JsonSerializer.Deserialize<ServerMessage>(text, JsonSerializerOptions.Web)!);

    private static void Tell(Sitting sitting, string cmd, string remoteUid) => sitting.Receive(new ServerMessage { Cmd = cmd, RemoteUid = remoteUid });

    private void AssertFault(string words) => Assert.Contains(words, Assert.Single(_place.Faults.First), StringComparison.Ordinal);
}
