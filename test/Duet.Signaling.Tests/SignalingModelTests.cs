using System.Text.Json;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Duet.Signaling.Tests;

/// <summary>Clients do anything in any order, and each must hear exactly what a model of two seats a room says.</summary>
public sealed class SignalingModelTests
{
    private const int Clients = 4;

    private static readonly string[] _rooms = ["tea", "Tea"];
    private static readonly string[] _uids = ["anna", "ben", "茶"];

    private enum Verb
    {
        Join,
        Leave,
        Offer,
        Candidate,
        Withdraw,
        Drop,
        Close,
        Wait,
    }

    private static Gen<Deed> Deeds { get; } =
        from client in Gen.Choose(0, Clients - 1)
        from verb in Gen.Frequency(
            (8, Gen.Constant(Verb.Join)),
            (4, Gen.Constant(Verb.Leave)),
            (8, Gen.Constant(Verb.Offer)),
            (8, Gen.Constant(Verb.Candidate)),
            (1, Gen.Constant(Verb.Withdraw)),
            (2, Gen.Constant(Verb.Wait)),
            (1, Gen.Constant(Verb.Drop)),
            (1, Gen.Constant(Verb.Close)))
        from asItself in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from room in Gen.Elements(_rooms)
        from uid in Gen.Elements(_uids)
        from remoteUid in Gen.Frequency((2, Gen.Elements(_uids)), (1, Gen.Constant("")))
        select new Deed(client, verb, asItself, room, uid, remoteUid);

    [Fact]
    public void Clients_InAnyOrder_HearExactlyWhatTheModelSays()
    {
        var stories = from length in Gen.Choose(1, 60) from deeds in Gen.ArrayOf(Deeds, length) select deeds;

        PropertyCheck.Holds(Prop.ForAll(Arb.From(stories, deeds => PropertyCheck.Shrink(deeds)), HappensAsTheModelSaysAsync), cases: 200);
    }

    private static async Task HappensAsTheModelSaysAsync(Deed[] story)
    {
        var host = new SignalingHost(new() { MessageBurst = 1_000_000 });
        var model = new Model();
        var clients = Enumerable.Range(0, Clients).Select(_ => host.Connect()).ToArray();
        foreach (var deed in story)
        {
            if (deed.Verb is Verb.Wait) host.Time.Advance(host.Server.Options.ParkedOfferLifetime / 2);
            if (deed is { Verb: Verb.Wait, AsItself: true }) host.Server.Rooms.DropExpiredOffers(); // The sweep must change nothing.
            var text = model.TextOf(deed);
            model.Do(deed, text);
            if (text is not null)
            {
                await clients[deed.Client].SendAsync(text);
                await ExpectAsync(clients[deed.Client], model.TakeHeard(deed.Client));
            }
            else if (deed.Verb is Verb.Drop or Verb.Close)
            {
                await (deed.Verb is Verb.Drop ? clients[deed.Client].DropAsync() : clients[deed.Client].CloseAsync());
                model.TakeHeard(deed.Client); // Whatever was on its way went with the connection.
                clients[deed.Client] = host.Connect();
            }

            Assert.Equal((model.RoomCount, Clients), (host.Server.RoomCount, host.Server.SessionCount));
        }

        for (var client = 0; client < Clients; client++) await ExpectAsync(clients[client], model.TakeHeard(client));
        foreach (var client in clients) await client.CloseAsync();
        Assert.Equal((0, 0), (host.Server.RoomCount, host.Server.SessionCount));
    }

    /// <summary>Everything up to the echo of a keepalive that is sent now.</summary>
    private static async Task ExpectAsync(InMemoryClient client, IReadOnlyList<string> expected)
    {
        await client.SendAsync(Say.Keepalive);
        var heard = new List<string>();
        while (await client.ReceiveAsync() is var text && text != Say.Keepalive) heard.Add(Model.ShortOf(text));
        Assert.Equal(expected, heard);
    }

    /// <summary>What one client does; as itself: with the names that it joined with, where it is in a room.</summary>
    private sealed record Deed(int Client, Verb Verb, bool AsItself, string Room, string Uid, string RemoteUid);

    private sealed record Seat(int Client, string Uid)
    {
        /// <summary>Their offer to nobody and its candidates; empty once it was handed over; null where none is kept.</summary>
        public List<string>? Parked { get; set; }

        /// <summary>The half lifetime in which it was parked.</summary>
        public int ParkedAt { get; set; }
    }

    private sealed class Model
    {
        private readonly Dictionary<string, List<Seat>> _seats = _rooms.ToDictionary(room => room, _ => new List<Seat>());
        private readonly List<string>[] _heard = [.. Enumerable.Range(0, Clients).Select(_ => new List<string>())];
        private int _texts;
        private int _halves;

        public int RoomCount => _seats.Values.Count(seats => seats.Count > 0);

        /// <summary>A server's message in short, without what the model does not know; a client's as it is.</summary>
        public static string ShortOf(string text)
        {
            using var message = JsonDocument.Parse(text);
            var fields = message.RootElement;
            return fields.GetProperty("cmd").GetString() switch
            {
                "joined" => $"joined {fields.GetProperty("roomId")} {fields.GetProperty("uid")}",
                "error" => $"error {fields.GetProperty("code")} {fields.GetProperty("roomId")}",
                "offer" or "candidate" => text,
                "new-peer" => $"new-peer {fields.GetProperty("remoteUid")}{(fields.TryGetProperty("offered", out _) ? " offered" : "")}",
                var cmd => $"{cmd} {fields.GetProperty("remoteUid")}",
            };
        }

        /// <summary>What the client sends; null where it goes, or only time does.</summary>
        public string? TextOf(Deed deed)
        {
            var (room, uid) = NamesOf(deed);
            return deed.Verb switch
            {
                Verb.Join => Say.Join(room, uid),
                Verb.Leave => Say.Leave(room, uid),
                Verb.Offer => Say.Offer(room, uid, deed.RemoteUid, $"{++_texts}"),
                Verb.Candidate => Say.Candidate(room, uid, deed.RemoteUid, $"{++_texts}"),
                Verb.Withdraw => Say.Offer(room, uid, "", ""),
                _ => null,
            };
        }

        public IReadOnlyList<string> TakeHeard(int client)
        {
            var heard = _heard[client];
            _heard[client] = [];
            return heard;
        }

        public void Do(Deed deed, string? text)
        {
            if (deed.Verb is Verb.Wait) Wait();
            if (deed.Verb is Verb.Wait) return;

            var (room, uid) = NamesOf(deed);
            var own = SeatOf(deed.Client);
            var refusal = deed.Verb switch
            {
                Verb.Join => Join(deed.Client, room, uid, own is not null),
                Verb.Drop or Verb.Close => Leave(own),
                _ when own is null => "not-joined",
                _ when own.Value.Room != room || own.Value.Seat.Uid != uid => "not-you",
                Verb.Leave => Leave(own),
                Verb.Withdraw => ParkOffer(own.Value, null),
                Verb.Offer when deed.RemoteUid is "" => ParkOffer(own.Value, text),
                Verb.Candidate when deed.RemoteUid is "" => ParkCandidate(own.Value, text!),
                _ => Forward(own.Value, deed.RemoteUid, text!),
            };
            if (refusal is not null) _heard[deed.Client].Add($"error {refusal} {room}");
        }

        private string? Join(int client, string room, string uid, bool isSeated)
        {
            var seats = _seats[room];
            if (isSeated) return "already-joined";
            if (seats.Any(seat => seat.Uid == uid)) return "uid-in-use";
            if (seats.Count == 2) return "room-full";

            _heard[client].Add($"joined {room} {uid}");
            foreach (var other in seats)
            {
                _heard[client].Add($"resp-join {other.Uid}");
                foreach (var parked in other.Parked ?? []) _heard[client].Add(Addressed(parked, uid));
                _heard[other.Client].Add($"new-peer {uid}{(other.Parked is null ? "" : " offered")}");
                other.Parked?.Clear();
            }

            seats.Add(new Seat(client, uid));
            return null;
        }

        private string? ParkOffer((string Room, Seat Seat) own, string? text)
        {
            own.Seat.Parked = null;
            if (_seats[own.Room].Count == 2) return "no-such-peer";

            own.Seat.Parked = text is null ? null : [text];
            own.Seat.ParkedAt = _halves;
            return null;
        }

        private string? ParkCandidate((string Room, Seat Seat) own, string text)
        {
            if (own.Seat.Parked is null) return "no-such-peer";

            var other = _seats[own.Room].SingleOrDefault(seat => seat != own.Seat);
            if (other is null) own.Seat.Parked.Add(text);
            else _heard[other.Client].Add(Addressed(text, other.Uid));
            return null;
        }

        private void Wait()
        {
            _halves++;
            foreach (var seat in _seats.Values.SelectMany(seats => seats).Where(seat => seat.Parked is [_, ..] && seat.ParkedAt == _halves - 2))
            {
                seat.Parked = null;
            }
        }

        private static string Addressed(string text, string uid) =>
            text.Replace("\"remoteUid\":\"\"", $"\"remoteUid\":\"{uid}\"", StringComparison.Ordinal);

        private string? Forward((string Room, Seat Seat) own, string remoteUid, string text)
        {
            var other = _seats[own.Room].SingleOrDefault(seat => seat != own.Seat && seat.Uid == remoteUid);
            if (other is null) return "no-such-peer";

            _heard[other.Client].Add(text);
            return null;
        }

        private string? Leave((string Room, Seat Seat)? own)
        {
            if (own is not var (room, seat)) return null;

            _seats[room].Remove(seat);
            foreach (var other in _seats[room])
            {
                other.Parked = null;
                _heard[other.Client].Add($"peer-leave {seat.Uid}");
            }

            return null;
        }

        private (string Room, string Uid) NamesOf(Deed deed) =>
            deed.AsItself && deed.Verb is not Verb.Join && SeatOf(deed.Client) is var (room, seat)
                ? (room, seat.Uid)
                : (deed.Room, deed.Uid);

        private (string Room, Seat Seat)? SeatOf(int client)
        {
            foreach (var (room, seats) in _seats)
            {
                if (seats.Find(seat => seat.Client == client) is { } seat) return (room, seat);
            }

            return null;
        }
    }
}
