using System.Globalization;
using System.Text;
using System.Text.Json;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;

namespace Duet.Signaling.Tests.Rooms;

public sealed class RoomParkingRaceTests
{
    private const int Rounds = 500;
    private const int Candidates = 5;

    private static readonly SignalingOptions _options = new();

    private readonly ManualTimeProvider _time = new();
    private Room _room = null!;
    private RecordedParticipant _anna = null!;
    private RecordedParticipant _ben = null!;

    public RoomParkingRaceTests() => Renew();

    [Fact]
    public void ParkOffer_WhileSomebodyComes_ReachesThemWithAllOfItsCandidatesOrNotAtAll()
    {
        ParkOutcome[] outcomes = [];

        Race.Rounds(
            Rounds,
            2,
            (runner, round) =>
            {
                if (runner == 0) outcomes = Park(1);
                else JoinAfter(round);
            },
            _ =>
            {
                if (IsOffered(_anna))
                {
                    Assert.Equal(WordsOf(1), WordsTo(_ben));
                    Assert.All(outcomes, outcome => Assert.Equal(ParkOutcome.Done, outcome));
                }
                else
                {
                    Assert.Empty(WordsTo(_ben));
                    Assert.Equal([ParkOutcome.SomebodyIsThere, .. Enumerable.Repeat(ParkOutcome.NoOffer, Candidates)], outcomes);
                }

                Renew();
            });
    }

    [Fact]
    public void ParkOffer_AgainWhileSomebodyComes_ReachesThemAsTheFormerOrTheLatterButNeverAsAMixture()
    {
        ParkOutcome[] outcomes = [];
        Park(1);

        Race.Rounds(
            Rounds,
            2,
            (runner, round) =>
            {
                if (runner == 0) outcomes = Park(2);
                else JoinAfter(round);
            },
            _ =>
            {
                var isLatter = outcomes[0] is ParkOutcome.Done;
                Assert.True(IsOffered(_anna));
                Assert.Equal(WordsOf(isLatter ? 2 : 1), WordsTo(_ben));
                Assert.All(outcomes, outcome => Assert.Equal(isLatter, outcome is ParkOutcome.Done));
                Renew();
                Park(1);
            });
    }

    [Fact]
    public void ParkCandidate_WhileSomebodyComes_IsNeverLostNorSaidTwice()
    {
        ParkOffer(0);

        Race.Rounds(
            Rounds,
            3,
            (runner, round) =>
            {
                if (runner == 0) Assert.All(ParkCandidates(0), outcome => Assert.Equal(ParkOutcome.Done, outcome));
                else if (runner == 1) JoinAfter(round);
                else _room.DropExpiredOffer();
            },
            _ =>
            {
                Assert.Equal(WordsOf(0), WordsTo(_ben));
                Renew();
                ParkOffer(0);
            });
    }

    [Fact]
    public void Park_WhilePeopleComeAndGoAndTimePasses_EveryOneHearsAnOfferWithItsCandidatesOrNothing()
    {
        const int Stays = 3_000;
        var came = new List<RecordedParticipant>();
        var over = false;

        Race.Run(
            () =>
            {
                for (var offer = 0; !Volatile.Read(ref over); offer++) Park(offer);
            },
            () =>
            {
                for (var stay = 0; stay < Stays; stay++)
                {
                    var ben = new RecordedParticipant("ben");
                    Linger(stay);
                    Join(ben);
                    Linger(stay);
                    _room.Leave(ben.Participant);
                    came.Add(ben);
                }

                Volatile.Write(ref over, true);
            },
            () =>
            {
                while (!Volatile.Read(ref over))
                {
                    _time.Advance(_options.ParkedOfferLifetime / 4);
                    _room.DropExpiredOffer();
                }
            });

        var told = _anna.Heard.Where(message => message.Contains("new-peer", StringComparison.Ordinal)).ToList();
        Assert.Equal(Stays, told.Count);
        foreach (var (ben, newPeer) in came.Zip(told))
        {
            var words = WordsTo(ben);
            Assert.Equal(newPeer.Contains("offered", StringComparison.Ordinal), words.Count > 0);
            if (words.Count == 0) continue;

            // The last ones may have come when Ben had left.
            var offer = int.Parse(words[0].AsSpan("offer ".Length), CultureInfo.InvariantCulture);
            Assert.Equal(WordsOf(offer).Take(words.Count), words);
        }
    }

    private void Renew()
    {
        _room = new Room(new RoomId("tea"));
        (_anna, _ben) = (new RecordedParticipant("anna"), new RecordedParticipant("ben"));
        Join(_anna);
    }

    private void JoinAfter(int round)
    {
        Linger(round);
        Join(_ben);
    }

    /// <summary>A moment, now shorter and now longer, so that what races here is met at every point of its way.</summary>
    private static void Linger(int round) => Thread.SpinWait(round % 100 * 100);

    private void Join(RecordedParticipant newcomer) => Assert.Equal(JoinOutcome.Seated, _room.Join(newcomer.Participant, "joined"u8, null));

    private ParkOutcome[] Park(int number) => [ParkOffer(number), .. ParkCandidates(number)];

    private ParkOutcome ParkOffer(int number) => _room.ParkOffer(
        _anna.Participant, new ParkedOffer(Unaddressed(Say.Offer("tea", "anna", "", $"offer {number}")), _options, _time));

    private ParkOutcome[] ParkCandidates(int number) =>
        [.. CandidatesOf(number).Select(msg => _room.ParkCandidate(_anna.Participant, Unaddressed(Say.Candidate("tea", "anna", "", msg))))];

    private static List<string> WordsOf(int number) => [$"offer {number}", .. CandidatesOf(number)];

    private static IEnumerable<string> CandidatesOf(int number) =>
        Enumerable.Range(0, Candidates).Select(candidate => $"candidate {number}.{candidate}");

    /// <summary>The msg of everything that came from Anna to somebody by name, who heard nothing else after their join.</summary>
    private static List<string> WordsTo(RecordedParticipant newcomer)
    {
        Assert.Equal(["joined", """{"cmd":"resp-join","remoteUid":"anna"}"""], newcomer.Heard.Take(2));
        return [.. newcomer.Heard.Skip(2).Select(text =>
        {
            using var message = JsonDocument.Parse(text);
            Assert.Equal(newcomer.Participant.Uid.Value, message.RootElement.GetProperty("remoteUid").GetString());
            return message.RootElement.GetProperty("msg").GetString()!;
        })];
    }

    private static bool IsOffered(RecordedParticipant waiting) =>
        waiting.Heard[1] switch
        {
            """{"cmd":"new-peer","remoteUid":"ben","offered":true}""" => true,
            """{"cmd":"new-peer","remoteUid":"ben"}""" => false,
            var other => throw new InvalidOperationException($"Unexpected: {other}"),
        };

    private static UnaddressedMessage Unaddressed(string text) => UnaddressedMessage.CopyOf(Encoding.UTF8.GetBytes(text));
}
