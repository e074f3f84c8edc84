using System.Collections.Concurrent;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Rooms;

public sealed class RoomDirectoryRaceTests
{
    private static readonly JoinedMessage _joined = new("tea", "x", "seat", [], "all", 5);

    private readonly RoomDirectory _rooms = new();

    [Fact]
    public void Join_AThousandRaceForARoom_ExactlyTwoAreSeated()
    {
        const int Runners = 8, Each = 125;
        var seated = new ConcurrentBag<RecordedParticipant>();
        var refused = 0;

        Race.Rounds(1, Runners, (runner, _) =>
        {
            for (var number = 0; number < Each; number++)
            {
                var participant = new RecordedParticipant($"{runner}-{number}");
                switch (Join("tea", participant, out Room? _))
                {
                    case JoinOutcome.Seated: seated.Add(participant); break;
                    case JoinOutcome.RoomFull: Interlocked.Increment(ref refused); break;
                }
            }
        });

        Assert.Equal((2, (Runners * Each) - 2), (seated.Count, refused));
        Assert.All(seated, participant => Assert.Equal(2, participant.Heard.Count));
    }

    [Fact]
    public void Join_FourAtOnce_ExactlyTwoMeetEachOther()
    {
        const int Runners = 4;
        var outcomes = new JoinOutcome[Runners];
        var participants = new RecordedParticipant[Runners];

        Race.Rounds(
            300,
            Runners,
            (runner, round) =>
            {
                participants[runner] = new RecordedParticipant($"uid-{runner}");
                outcomes[runner] = Join($"room-{round}", participants[runner], out _);
            },
            round =>
            {
                var pair = participants.Where((_, runner) => outcomes[runner] is JoinOutcome.Seated).ToList();
                Assert.Equal(2, pair.Count);
                var newcomer = pair.Single(each => each.Heard[1].Contains("resp-join", StringComparison.Ordinal));
                var first = pair.Single(each => each != newcomer);
                Assert.Equal($$"""{"cmd":"new-peer","remoteUid":"{{newcomer.Participant.Uid}}"}""", first.Heard[1]);
                Assert.Equal($$"""{"cmd":"resp-join","remoteUid":"{{first.Participant.Uid}}"}""", newcomer.Heard[1]);
            });
    }

    [Fact]
    public void Join_TheSameUidAtOnce_ExactlyOneIsSeated()
    {
        var outcomes = new JoinOutcome[2];

        Race.Rounds(
            300,
            2,
            (runner, round) => outcomes[runner] = Join($"room-{round}", new RecordedParticipant("anna"), out _),
            _ => Assert.Equal([JoinOutcome.Seated, JoinOutcome.UidInUse], outcomes.Order()));
    }

    [Fact]
    public void Join_WhileTheLastOneLeaves_NeverSitsInALostRoom()
    {
        var anna = new RecordedParticipant("anna");
        var ben = new RecordedParticipant("ben");
        Join("tea", anna, out var annas);
        Room? bens = null;

        Race.Rounds(
            300,
            2,
            (runner, _) =>
            {
                if (runner == 0) annas!.Leave(anna.Participant);
                else Assert.Equal(JoinOutcome.Seated, Join("tea", ben, out bens));
            },
            _ =>
            {
                // Ben came before Anna left and heard of it, or after and is alone; either way his room is the one that others find.
                Assert.True(ben.Heard.Count is 1 or 3);
                var chris = new RecordedParticipant("chris");
                Assert.Equal(JoinOutcome.Seated, Join("tea", chris, out var found));
                Assert.Same(bens, found);
                Assert.Equal("""{"cmd":"resp-join","remoteUid":"ben"}""", chris.Heard[^1]);
                found!.Leave(chris.Participant);
                found!.Leave(ben.Participant);
                Assert.Equal(0, _rooms.Count);

                (anna, ben) = (new RecordedParticipant("anna"), new RecordedParticipant("ben"));
                Join("tea", anna, out annas);
            });
    }

    [Fact]
    public void Leave_BothAtOnce_ExactlyOneHearsOfTheOther()
    {
        var pair = new[] { new RecordedParticipant("anna"), new RecordedParticipant("ben") };
        Room? room = null;
        SeatPair();

        Race.Rounds(
            300,
            2,
            (runner, _) => room!.Leave(pair[runner].Participant),
            _ =>
            {
                Assert.Single(pair.SelectMany(each => each.Heard), message => message.Contains("peer-leave", StringComparison.Ordinal));
                Assert.Equal(0, _rooms.Count);
                SeatPair();
            });

        void SeatPair()
        {
            pair = [new RecordedParticipant("anna"), new RecordedParticipant("ben")];
            foreach (var each in pair) Join("tea", each, out room);
        }
    }

    [Fact]
    public void JoinAndLeave_ThousandsFromManyThreads_NoSeatIsInALostRoomAndNoRoomRemains()
    {
        const int Runners = 4, Each = 10_000;
        var inRoom = 0;
        var seated = 0;

        Race.Rounds(1, Runners, (runner, _) =>
        {
            var participant = new RecordedParticipant($"{runner}");
            var itself = new RecordedParticipant($"{runner}");
            for (var number = 0; number < Each; number++)
            {
                if (Join("tea", participant, out var room) is not JoinOutcome.Seated) continue;

                Assert.InRange(Interlocked.Increment(ref inRoom), 1, 2);
                Interlocked.Increment(ref seated);

                // Who sits in the room that others find cannot take a second seat there; who sits in a lost one could.
                Assert.Equal(JoinOutcome.UidInUse, Join("tea", itself, out Room? _));
                Interlocked.Decrement(ref inRoom);
                room!.Leave(participant.Participant);
            }
        });

        Assert.InRange(seated, 1, Runners * Each);
        Assert.Equal(0, _rooms.Count);
    }

    private JoinOutcome Join(string roomId, RecordedParticipant participant, out Room? room) =>
        _rooms.Join(new RoomId(roomId), participant.Participant, _joined, null, out room);
}
