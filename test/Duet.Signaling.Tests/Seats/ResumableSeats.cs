using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Seats;

/// <summary>Two people in the room tea, of whom Anna can resume and Ben cannot; all that came of their joins has been read.</summary>
internal sealed class ResumableSeats
{
    public const string PeerLeave = """{"cmd":"peer-leave","remoteUid":"anna"}""";
    public const string PeerAway = """{"cmd":"peer-away","remoteUid":"anna"}""";
    public const string PeerBack = """{"cmd":"peer-back","remoteUid":"anna"}""";
    public const string NewPeer = """{"cmd":"new-peer","remoteUid":"anna"}""";

    private ResumableSeats(SignalingHost host, InMemoryClient anna, InMemoryClient ben, string seat)
    {
        Host = host;
        Anna = anna;
        Ben = ben;
        Seat = seat;
    }

    public SignalingHost Host { get; }

    public InMemoryClient Anna { get; }

    public InMemoryClient Ben { get; }

    /// <summary>The secret of Anna's seat. She has one message of the room: that Ben has come.</summary>
    public string Seat { get; }

    public static async Task<ResumableSeats> TakeAsync(SignalingOptions? options = null)
    {
        var host = new SignalingHost(options);
        var (anna, ben) = (host.Connect(), host.Connect());
        var seat = await anna.JoinResumableAsync("tea", "anna");
        await ben.JoinAsync("tea", "ben");
        await ben.ExpectCmdAsync("resp-join");
        await anna.ExpectCmdAsync("new-peer");
        return new ResumableSeats(host, anna, ben, seat);
    }

    /// <summary>The same, and Anna's connection is lost.</summary>
    public static async Task<ResumableSeats> LoseAsync(SignalingOptions? options = null)
    {
        var seats = await TakeAsync(options);
        await seats.Anna.DropAsync();
        await seats.Ben.ExpectAsync(PeerAway);
        return seats;
    }

    public Task BenSaysAsync(string msg) => Ben.SendAsync(FromBen(msg));

    public static string FromBen(string msg) => Say.Candidate("tea", "ben", "anna", msg);

    public static string FromAnna(string msg) => Say.Candidate("tea", "anna", "ben", msg);

    /// <summary>Moves time, and lets the server look after the seats as it does each second.</summary>
    public void Pass(TimeSpan time)
    {
        Host.Time.Advance(time);
        Host.Server.HeldSeats.EndExpired();
    }
}
