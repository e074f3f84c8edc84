using System.Text;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Duet.Signaling.Tests.Seats;

/// <summary>Clients come, go, are lost, come back and start over in any order, and each must hear exactly what a model of two seats a room says.</summary>
public sealed class SeatModelTests
{
    private const int Clients = 4;

    private static readonly string[] _rooms = ["tea", "coffee"];
    private static readonly string[] _uids = ["anna", "ben", "chris"];

    private enum Verb
    {
        Join,
        JoinPlain,
        Say,
        SayAgain,
        Drop,
        Resume,
        TakeOver,
        StartOver,
        ResumeWithAnothersSecret,
        Leave,
        LeaveForReload,
        Request,
        RequestForReload,
        Wait,
    }

    private static Gen<Deed> Deeds { get; } =
        from client in Gen.Choose(0, Clients - 1)
        from verb in Gen.Frequency(
            (10, Gen.Constant(Verb.Join)),
            (2, Gen.Constant(Verb.JoinPlain)),
            (16, Gen.Constant(Verb.Say)),
            (4, Gen.Constant(Verb.SayAgain)),
            (8, Gen.Constant(Verb.Drop)),
            (8, Gen.Constant(Verb.Resume)),
            (4, Gen.Constant(Verb.TakeOver)),
            (4, Gen.Constant(Verb.StartOver)),
            (2, Gen.Constant(Verb.ResumeWithAnothersSecret)),
            (2, Gen.Constant(Verb.Leave)),
            (3, Gen.Constant(Verb.LeaveForReload)),
            (1, Gen.Constant(Verb.Request)),
            (2, Gen.Constant(Verb.RequestForReload)),
            (2, Gen.Constant(Verb.Wait)))
        from room in Gen.Elements(_rooms)
        from uid in Gen.Elements(_uids)
        select new Deed(client, verb, room, uid);

    [Fact]
    public void Seats_InAnyOrder_AreHeldAndHeardOfExactlyAsTheModelSays()
    {
        var stories = from length in Gen.Choose(1, 80) from deeds in Gen.ArrayOf(Deeds, length) select deeds;

        PropertyCheck.Holds(Prop.ForAll(Arb.From(stories, deeds => PropertyCheck.Shrink(deeds)), story => new Telling().RunAsync(story)), cases: 300);
    }

    private sealed record Deed(int Client, Verb Verb, string Room, string Uid);

    /// <summary>A seat as the model has it.</summary>
    private sealed class Place(string room, string uid, bool isResumable)
    {
        public string Room => room;

        public string Uid => uid;

        public bool IsResumable => isResumable;

        public string Secret { get; set; } = "";

        /// <summary>Who is connected; null while away, or kept for a reload.</summary>
        public Person? Holder { get; set; }

        public bool IsKeptForReload { get; set; }

        public TimeSpan EndsAt { get; set; } = TimeSpan.MaxValue;

        /// <summary>Until then, what the page before said with its last breath is passed over.</summary>
        public TimeSpan FreshUntil { get; set; }

        /// <summary>All that counts, since its participant came.</summary>
        public List<string> Said { get; set; } = [];

        /// <summary>How much of it they have.</summary>
        public int Seen { get; set; }

        /// <summary>How much of it they have confirmed.</summary>
        public int Confirmed { get; set; }

        public int Handled { get; set; }
    }

    /// <summary>One client: a connection, and what it still knows of the seat that it had.</summary>
    private sealed class Person(InMemoryClient client)
    {
        public InMemoryClient Client { get; set; } = client;

        public Place? Known { get; set; }

        public bool IsSeated => Known is not null && Known.Holder == this;

        /// <summary>What the model says that they hear.</summary>
        public List<string> Expected { get; } = [];
    }

    private sealed class Telling
    {
        private readonly SignalingHost _host = new(new() { MessageBurst = 1_000_000, ConnectionsPerAddress = 1_000 });
        private readonly List<Place> _places = [];
        private readonly Person[] _people;
        private TimeSpan _now;
        private int _texts;

        public Telling() => _people = [.. Enumerable.Range(0, Clients).Select(_ => new Person(_host.Connect()))];

        public async Task RunAsync(Deed[] story)
        {
            foreach (var deed in story)
            {
                await DoAsync(deed, _people[deed.Client]);
                await HearAsync(_people[deed.Client]); // First: by then what they did is done.
                foreach (var person in _people) await HearAsync(person);
                Assert.All(_rooms, room => Assert.InRange(_places.Count(place => place.Room == room), 0, 2));
                Assert.Equal(_places.Select(place => place.Room).Distinct().Count(), _host.Server.RoomCount);
                Assert.Equal(_places.Count(place => place.Holder is null), _host.Server.HeldSeats.Count);
            }

            foreach (var person in _people) await person.Client.DropAsync();
            _host.EndHeldSeats();
            Assert.Equal((0, 0, 0, 0), (_host.Server.RoomCount, _host.Server.SessionCount, _host.Server.HeldSeats.Count, _host.Time.ArmedTimers));
            Assert.All(_host.IceServers.Seats, lease => Assert.InRange(lease.TimesEnded, 0, 1));
        }

        private static void Tell(Place place, string message)
        {
            place.Said.Add(message);
            if (place.Holder is null) return;

            place.Holder.Expected.Add(message);
            place.Seen = place.Said.Count;
        }

        private static string Peer(string cmd, Place place) => $$"""{"cmd":"{{cmd}}","remoteUid":"{{place.Uid}}"}""";

        // Everything up to the echo of a keepalive that is sent now, which now and then confirms what came before it.
        private static async Task HearAsync(Person person)
        {
            var question = Say.Seen(0);
            if (person is { IsSeated: true, Known: { Seen: var seen } place } && seen % 3 == 0)
            {
                place.Confirmed = seen;
                question = Say.Seen(seen);
            }

            await person.Client.SendAsync(question);
            var heard = new List<string>();
            while (await person.Client.ReceiveAsync() is var text && text != question) heard.Add(text);
            Assert.Equal(person.Expected, heard);
            person.Expected.Clear();
        }

        private async Task DoAsync(Deed deed, Person person)
        {
            switch (deed.Verb)
            {
                case Verb.Join or Verb.JoinPlain when !person.IsSeated:
                    await JoinAsync(deed, person);
                    break;
                case Verb.Say or Verb.SayAgain when person.IsSeated:
                    await SayAsync(person, person.Known!, isRepeated: deed.Verb is Verb.SayAgain);
                    break;
                case Verb.Drop:
                    await DropAsync(person);
                    break;
                case Verb.Resume or Verb.StartOver when person is { IsSeated: false, Known: not null }:
                    await ResumeAsync(person, person.Known, deed.Verb is Verb.StartOver);
                    break;
                case Verb.TakeOver when person.IsSeated:
                    await TakeOverAsync(person, person.Known!);
                    break;
                case Verb.ResumeWithAnothersSecret when !person.IsSeated:
                    await TryAnothersSecretAsync(deed, person);
                    break;
                case Verb.Leave or Verb.LeaveForReload when person.IsSeated:
                    await person.Client.SendAsync(deed.Verb is Verb.Leave
                        ? Say.Leave(person.Known!.Room, person.Known.Uid)
                        : Say.LeaveForReload(person.Known!.Room, person.Known.Uid));
                    Leave(person.Known, deed.Verb is Verb.LeaveForReload);
                    break;
                case Verb.Request or Verb.RequestForReload when person.Known is { } place:
                    Assert.Equal(_places.Contains(place) ? LeaveOutcome.Left : LeaveOutcome.NoSuchSeat, Request(place, deed.Verb));
                    if (deed.Verb is Verb.Request || place.Holder is null || place.FreshUntil <= _now) Leave(place, deed.Verb is Verb.RequestForReload);
                    break;
                case Verb.Wait:
                    Wait();
                    break;
            }
        }

        private async Task JoinAsync(Deed deed, Person person)
        {
            var isResumable = deed.Verb is Verb.Join;
            var inRoom = _places.Where(place => place.Room == deed.Room).ToList();
            await person.Client.SendAsync(isResumable ? Say.JoinResumable(deed.Room, deed.Uid) : Say.Join(deed.Room, deed.Uid));
            if (inRoom.Exists(place => place.Uid == deed.Uid))
            {
                await person.Client.ExpectErrorAsync("uid-in-use", deed.Room);
                return;
            }

            if (inRoom.Count == 2)
            {
                var kept = inRoom.Where(place => place.IsKeptForReload).ToList();
                await person.Client.ExpectErrorAsync(
                    "room-full", deed.Room, kept.Count == 0 ? null : (int)(kept.Min(place => place.EndsAt) - _now).TotalSeconds);
                return;
            }

            var joined = await person.Client.ExpectCmdAsync("joined");
            var place = new Place(deed.Room, deed.Uid, isResumable) { Secret = (string)joined["seat"]!, Holder = person };
            person.Known = place;
            _places.Add(place);
            Introduce(place);
        }

        private void Introduce(Place newcomer)
        {
            if (OtherThan(newcomer) is not { } other) return;

            Tell(newcomer, Peer("resp-join", other));
            if (other.Holder is null) Tell(newcomer, Peer("peer-away", other));
            Tell(other, Peer("new-peer", newcomer));
        }

        private async Task SayAsync(Person person, Place place, bool isRepeated)
        {
            var other = OtherThan(place);
            var seq = isRepeated ? Math.Max(place.Handled, 1) : place.Handled + 1;
            var isNew = !place.IsResumable || seq > place.Handled;
            place.Handled = Math.Max(place.Handled, seq);
            var text = Say.Numbered(Say.Candidate(place.Room, place.Uid, other?.Uid ?? "nobody", $"{++_texts}"), seq);
            await person.Client.SendAsync(text);
            if (!isNew) return;

            if (other is not null) Tell(other, text);
            else await person.Client.ExpectErrorAsync("no-such-peer", place.Room);
        }

        private async Task DropAsync(Person person)
        {
            await person.Client.DropAsync();
            person.Client = _host.Connect();
            if (!person.IsSeated) return;

            var place = person.Known!;
            place.Holder = null;
            place.EndsAt = _now + _host.Server.Options.ResumeTimeout;
            if (!place.IsResumable) End(place);
            else if (OtherThan(place) is { } other) Tell(other, Peer("peer-away", place));
        }

        private async Task ResumeAsync(Person person, Place place, bool startsOver)
        {
            // What was said and not confirmed may have been lost with the connection.
            if (++_texts % 2 == 0) place.Seen = place.Confirmed;
            await person.Client.SendAsync(startsOver
                ? Say.StartOver(place.Room, place.Uid, place.Secret)
                : Say.Resume(place.Room, place.Uid, place.Secret, place.Seen));
            if (!_places.Contains(place) || !place.IsResumable || (place.IsKeptForReload && !startsOver))
            {
                await person.Client.ExpectErrorAsync("seat-gone", place.Room);
                return;
            }

            await TakeBackAsync(person, place, startsOver);
        }

        private async Task TakeOverAsync(Person person, Place place)
        {
            if (!place.IsResumable) return;

            var former = person.Client;
            person.Client = _host.Connect();
            await person.Client.SendAsync(Say.Resume(place.Room, place.Uid, place.Secret, place.Seen));
            await TakeBackAsync(person, place, startsOver: false);
            await former.ExpectErrorAsync("seat-gone");
            await former.ExpectCloseAsync(4001);
        }

        private async Task TakeBackAsync(Person person, Place place, bool startsOver)
        {
            var joined = await person.Client.ExpectCmdAsync("joined");
            var wasAway = place.Holder is null;
            if (startsOver && !place.IsKeptForReload && OtherThan(place) is { } left) Tell(left, Peer("peer-leave", place));
            place.Handled = startsOver ? 0 : place.Handled;
            Assert.Equal((true, place.Handled, place.Secret), ((bool?)joined["resumed"], (int?)joined["lastSeen"], (string?)joined["seat"]));
            place.Holder = person;
            place.EndsAt = TimeSpan.MaxValue;
            place.IsKeptForReload = false;
            if (startsOver)
            {
                (place.Said, place.Seen, place.Confirmed) = ([], 0, 0);
                place.FreshUntil = _now + _host.Server.Options.ReloadTimeout;
                Introduce(place);
                return;
            }

            place.Confirmed = place.Seen; // By the resume itself.
            person.Expected.AddRange(place.Said.Skip(place.Seen));
            place.Seen = place.Said.Count;
            if (wasAway && OtherThan(place) is { } other) Tell(other, Peer("peer-back", place));
        }

        private async Task TryAnothersSecretAsync(Deed deed, Person person)
        {
            var others = _places.Where(place => place.Room != deed.Room || place.Uid != deed.Uid).ToList();
            foreach (var other in others)
            {
                await person.Client.SendAsync(Say.Resume(deed.Room, deed.Uid, other.Secret, 0));
                await person.Client.ExpectErrorAsync("seat-gone", deed.Room);
                await person.Client.SendAsync(Say.StartOver(deed.Room, deed.Uid, other.Secret));
                await person.Client.ExpectErrorAsync("seat-gone", deed.Room);
            }
        }

        private LeaveOutcome Request(Place place, Verb verb) => _host.Server.Leave(
            Encoding.UTF8.GetBytes(Say.LeaveRequest(place.Room, place.Uid, place.Secret, verb is Verb.RequestForReload)), out _);

        private void Leave(Place place, bool forReload)
        {
            if (!_places.Contains(place) || (forReload && place.IsKeptForReload)) return;

            if (!forReload || !place.IsResumable)
            {
                End(place);
                return;
            }

            if (OtherThan(place) is { } other) Tell(other, Peer("peer-leave", place));
            place.Holder = null;
            place.IsKeptForReload = true;
            place.EndsAt = _now + _host.Server.Options.ReloadTimeout;
        }

        private void End(Place place)
        {
            if (!place.IsKeptForReload && OtherThan(place) is { } other) Tell(other, Peer("peer-leave", place));
            place.Holder = null;
            _places.Remove(place);
        }

        private void Wait()
        {
            _now += _host.Server.Options.ReloadTimeout;
            _host.Time.Advance(_host.Server.Options.ReloadTimeout);
            _host.Server.HeldSeats.EndExpired();
            foreach (var place in _places.Where(place => place.EndsAt <= _now).ToList()) End(place);
        }

        // A seat that is kept for a reload is taken, but nobody sits there.
        private Place? OtherThan(Place place) => _places.Find(each => each != place && each.Room == place.Room && !each.IsKeptForReload);
    }
}
