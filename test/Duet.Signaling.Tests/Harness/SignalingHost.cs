using System.Net;
using System.Net.WebSockets;
using Duet.Signaling.Ice;
using Duet.Signaling.Sessions;
using Duet.TestKit;

namespace Duet.Signaling.Tests.Harness;

/// <summary>A server whose time a test moves and whose clients live in memory.</summary>
internal sealed class SignalingHost
{
    public SignalingHost(SignalingOptions? options = null) =>
        Server = new SignalingServer(options ?? new SignalingOptions(), IceServers, Time);

    public ManualTimeProvider Time { get; } = new();

    public FixedIceServers IceServers { get; } = new();

    public SignalingServer Server { get; }

    public InMemoryClient Connect(string address = "192.0.2.1", int capacity = WebSocketPair.AmpleCapacity, ReachedAddress? reachedAt = null)
    {
        var (server, client) = WebSocketPair.Create(capacity);
        return new InMemoryClient(client, ServeAsync(server, () => Server.ServeAsync(server, IPAddress.Parse(address), reachedAt)));
    }

    /// <summary>Opens a session that the server does not know of, to be handled itself.</summary>
    /// <param name="beforeItRuns">What happens to it before it reads anything.</param>
    public (SignalingSession Session, InMemoryClient Client) OpenSession(Action<SignalingSession>? beforeItRuns = null)
    {
        var (server, client) = WebSocketPair.Create();
        var session = new SignalingSession(Server, server, IPAddress.Parse("192.0.2.1"));
        beforeItRuns?.Invoke(session);
        return (session, new InMemoryClient(client, ServeAsync(server, session.RunAsync)));
    }

    /// <summary>Lets so much time pass that no seat is held any more.</summary>
    public void EndHeldSeats()
    {
        Time.Advance(Server.Options.ResumeTimeout > Server.Options.ReloadTimeout ? Server.Options.ResumeTimeout : Server.Options.ReloadTimeout);
        Server.HeldSeats.EndExpired();
    }

    /// <summary>Two clients in one room, all that came of their joins read.</summary>
    public async Task<(InMemoryClient Anna, InMemoryClient Ben)> ConnectPairAsync(string roomId = "tea")
    {
        var (anna, ben) = (Connect(), Connect());
        await anna.JoinAsync(roomId, "anna");
        await ben.JoinAsync(roomId, "ben");
        await ben.ExpectAsync("""{"cmd":"resp-join","remoteUid":"anna"}""");
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben"}""");
        return (anna, ben);
    }

    // A host closes the connection when the session is over; clients wait for that after the closing handshake.
    private static async Task<SessionEnd> ServeAsync(WebSocket socket, Func<Task<SessionEnd>> serve)
    {
        using (socket) return await serve();
    }
}
