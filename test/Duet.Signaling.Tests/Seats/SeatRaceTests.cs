using System.Net;
using System.Text;
using System.Text.Json;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Seats;
using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;

namespace Duet.Signaling.Tests.Seats;

/// <summary>What happens to a seat from many threads at once. Connections are scripted sockets, so nothing but the room decides the order.</summary>
public sealed class SeatRaceTests
{
    private const int Rounds = 300;

    private static readonly SignalingOptions _options = new();

    private readonly ManualTimeProvider _time = new();
    private readonly RoomDirectory _rooms = new();
    private readonly HeldSeats _held;

    private RecordedParticipant _ben = null!;
    private Room _room = null!;
    private Link _link = null!;
    private Participant _anna = null!;

    public SeatRaceTests()
    {
        _held = new HeldSeats(_options, new AddressQuota(1_000), _time);
        Renew();
    }

    [Fact]
    public void Resume_WhileTheOldConnectionEnds_KeepsTheSeatAndTheOtherHearsBothOrNeither()
    {
        var resumed = new Link(_time);

        Race.Rounds(
            Rounds,
            2,
            (runner, _) =>
            {
                if (runner == 0) _room.Drop(_anna, _link.Connection);
                else Assert.Same(_anna, Resume(resumed, lastSeen: 1));
            },
            _ =>
            {
                Assert.Contains(Told(), (string[][])[[], ["peer-away", "peer-back"]]);
                Assert.Same(resumed.Connection, _anna.Connection);
                Assert.Equal(0, _held.Count);
                resumed = new Link(_time);
                Renew();
            });
    }

    [Fact]
    public void Resume_WhileTheSeatExpires_EitherIsSeatedOrGoneAndTheOtherHearsTheSame()
    {
        var resumed = new Link(_time);
        Participant? outcome = null;
        _room.Drop(_anna, _link.Connection);

        Race.Rounds(
            Rounds,
            2,
            (runner, _) =>
            {
                if (runner == 0) _room.EndIfExpired(_anna.Seat, long.MaxValue);
                else outcome = Resume(resumed, lastSeen: 1);
            },
            _ =>
            {
                Assert.Equal(outcome is null ? ["peer-away", "peer-leave"] : ["peer-away", "peer-back"], Told());
                Assert.Equal(outcome is null, _anna.HasLeft);
                Assert.Equal(0, _held.Count);
                resumed = new Link(_time);
                Renew();
                _room.Drop(_anna, _link.Connection);
            });
    }

    [Fact]
    public void Resume_FromTwoConnectionsAtOnce_ExactlyOneHasTheSeatInTheEnd()
    {
        Link[] links = [new(_time), new(_time)];

        Race.Rounds(
            Rounds,
            2,
            (runner, _) => Assert.NotNull(Resume(links[runner], lastSeen: 1)),
            _ =>
            {
                Assert.Single(links, link => link.Connection == _anna.Connection);
                Assert.Single(links, link => link.Connection.IsEnding);
                Assert.True(_link.Connection.IsEnding);
                Assert.Empty(Told());
                links = [new(_time), new(_time)];
                Renew();
            });
    }

    [Fact]
    public void Resume_WhileSomebodyComes_BothMeetWhicheverWasFirst()
    {
        var resumed = new Link(_time);
        _room.Leave(_ben.Participant);
        _room.Drop(_anna, _link.Connection);
        var chris = new RecordedParticipant("chris");

        Race.Rounds(
            Rounds,
            2,
            (runner, _) =>
            {
                if (runner == 0) Assert.Equal(JoinOutcome.Seated, _room.Join(chris.Participant, "joined"u8, null));
                else Assert.NotNull(Resume(resumed, lastSeen: 2));
            },
            _ =>
            {
                var chrisHeard = chris.Heard.Skip(1).Select(CmdOf).ToArray();
                Assert.Contains(chrisHeard, (string[][])[["resp-join"], ["resp-join", "peer-away", "peer-back"]]);
                Assert.Equal(["joined", "new-peer"], resumed.Heard.Select(CmdOf));
                resumed = new Link(_time);
                chris = new RecordedParticipant("chris");
                Renew();
                _room.Leave(_ben.Participant);
                _room.Drop(_anna, _link.Connection);
            });
    }

    [Fact]
    public void Resume_WhileTheOtherTalks_LosesNothingAndGetsNothingTwice()
    {
        const int Messages = 40;
        const int Resumes = 5;
        List<Link> links = [_link];

        Race.Rounds(
            Rounds,
            2,
            (runner, _) =>
            {
                if (runner == 0)
                {
                    for (var number = 0; number < Messages; number++)
                        Assert.True(_room.Forward(_ben.Participant, new Uid("anna"), Encoding.UTF8.GetBytes(ResumableSeats.FromBen($"{number}"))));
                    return;
                }

                for (var resume = 0; resume < Resumes; resume++)
                {
                    _room.Drop(_anna, _anna.Connection!);
                    links[^1].StopReading(); // What is still on its way there is lost.
                    var received = Received().Count();
                    links.Add(new Link(_time));
                    Assert.NotNull(Resume(links[^1], lastSeen: 1 + received));
                }
            },
            _ =>
            {
                Assert.Equal(Enumerable.Range(0, Messages).Select(number => ResumableSeats.FromBen($"{number}")), Received());
                Renew();
                links = [_link];
            });

        IEnumerable<string> Received() => links.SelectMany(link => link.Heard).Where(text => CmdOf(text) is "candidate");
    }

    [Fact]
    public void Numbered_FromTheOldConnectionAndTheNewAtOnce_IsForwardedOnceAndInOrder()
    {
        const int Messages = 20;

        Race.Rounds(
            Rounds,
            2,
            (_, _) =>
            {
                for (var seq = 1; seq <= Messages; seq++)
                    Assert.True(_room.Forward(_anna, new Uid("ben"), Encoding.UTF8.GetBytes(ResumableSeats.FromAnna($"{seq}")), seq));
            },
            _ =>
            {
                Assert.Equal(
                    Enumerable.Range(1, Messages).Select(seq => ResumableSeats.FromAnna($"{seq}")),
                    _ben.Heard.Where(text => CmdOf(text) is "candidate"));
                Renew();
            });
    }

    [Fact]
    public void Everything_FromManyThreads_KeepsTwoSeatsARoomAndLeavesNothingBehind()
    {
        const int Runners = 4, Each = 3_000;
        var seated = 0;

        Race.Rounds(1, Runners, (runner, _) =>
        {
            var random = new Random(runner);
            for (var number = 0; number < Each; number++)
            {
                var link = new Link(_time);
                var seat = new Seat(new Uid($"{runner}"), new FixedIceServers().ForSeat(new Uid($"{runner}"), null), _held);
                var participant = seat.Occupy(link.Connection);
                if (_rooms.Join(new RoomId("busy"), participant, JoinedOf(seat), null, out var room) is not JoinOutcome.Seated) continue;

                Assert.InRange(Interlocked.Increment(ref seated), 1, 2);
                for (var step = random.Next(6); step > 0; step--)
                {
                    var next = new Link(_time);
                    if (random.Next(2) == 0) room!.Drop(participant, link.Connection);
                    room!.Forward(participant, new Uid($"{random.Next(Runners)}"), "x"u8);
                    if (random.Next(4) == 0) room.Leave(participant, hold: true);
                    participant = room.Resume(new Resumption(seat, next.Connection, null, JoinedOf(seat), null, null))!;
                    Assert.NotNull(participant);
                    link = next;
                }

                Interlocked.Decrement(ref seated);
                Assert.True(room!.Leave(seat, hold: false));
                Assert.Null(room.Resume(new Resumption(seat, new Link(_time).Connection, null, JoinedOf(seat), null, null)));
            }
        });

        Assert.Equal((0, 0), (_held.Count, _rooms.Count));
    }

    private static string CmdOf(string text) => JsonDocument.Parse(text).RootElement.GetProperty("cmd").GetString()!;

    private static JoinedMessage JoinedOf(Seat seat) => new("tea", seat.Uid.Value, seat.Secret.Value, [], "all", 5, 30);

    private Participant? Resume(Link link, long lastSeen) =>
        _room.Resume(new Resumption(_anna.Seat, link.Connection, lastSeen, JoinedOf(_anna.Seat), null, null));

    private string[] Told() => [.. _ben.Heard.Skip(2).Select(CmdOf)];

    // Anna, who can resume, and Ben, who has heard of her, in a room of their own.
    private void Renew()
    {
        _ben = new RecordedParticipant("ben");
        _room = new Room(new RoomId("tea"));
        _link = new Link(_time);
        _anna = new Seat(new Uid("anna"), new FixedIceServers().ForSeat(new Uid("anna"), null), _held).Occupy(_link.Connection);
        _room.Join(_anna, JoinedOf(_anna.Seat).ToUtf8(), null);
        _room.Join(_ben.Participant, JoinedOf(_ben.Participant.Seat).ToUtf8(), null);
    }

    /// <summary>A connection whose client takes everything at once.</summary>
    private sealed class Link
    {
        private readonly ScriptedWebSocket _socket = ScriptedWebSocket.Willing();
        private IReadOnlyList<string>? _read;

        public Link(TimeProvider time) => Connection = new ClientConnection(_socket, IPAddress.Loopback, _options, time);

        public ClientConnection Connection { get; }

        public IReadOnlyList<string> Heard => _read ?? _socket.Sent;

        public void StopReading() => _read ??= [.. _socket.Sent];
    }
}
