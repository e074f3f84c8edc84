using Duet.Server.Ice;
using Duet.Server.Relay;
using Duet.Signaling.Ice;
using Duet.Signaling.Rooms;
using Duet.Turn;
using Duet.Turn.Authentication;

namespace Duet.Server.Tests.Ice;

/// <summary>Who ends which credentials. Whether they are good is tested at the relay, in Relay/.</summary>
public sealed class IceServersTests
{
    private static readonly Uid _anna = new("anna");
    private static readonly IceOptions _configured = new() { Servers = [new IceServerOptions(["stun:stun.example"], null, null, null)] };

    private readonly List<string> _ended = [];
    private readonly IceServers _servers;

    public IceServersTests()
    {
        var time = new ManualTimeProvider();
        var credentials = new TurnCredentials(new TurnOptions { Secret = "a secret of this test" }, time);
        credentials.Revoked += _ended.Add;
        var relay = new EmbeddedRelay(credentials, () => new RelayEndpoints("192.0.2.1", 3478, 3479));
        _servers = new IceServers(new ConfiguredIceServers(_configured, time), relay);
    }

    [Fact]
    public void OwnRelay_StandsBeforeConfiguredServers()
    {
        using var seat = _servers.ForSeat(_anna, new ReachedAddress("duet.example", 8443));

        Assert.Equal(
            [
                "stun:duet.example:3478", "turn:duet.example:3478?transport=udp", "turn:duet.example:3479?transport=tcp",
                "turns:duet.example:8443?transport=tcp", "stun:stun.example",
            ],
            seat.Configuration.IceServers.SelectMany(server => server.Urls));
    }

    [Fact]
    public void ReachedAddress_NotKnown_IsTheServersOwn()
    {
        using var seat = _servers.ForSeat(_anna, reachedAt: null);

        Assert.Equal("stun:192.0.2.1:3478", seat.Configuration.IceServers[0].Urls[0]);
        Assert.Equal(2, seat.Configuration.IceServers[1].Urls.Count);
    }

    [Fact]
    public void Relay_Off_LeavesTheConfiguredServers()
    {
        var servers = new IceServers(new ConfiguredIceServers(_configured, new ManualTimeProvider()), relay: null);

        using var seat = servers.ForSeat(_anna, new ReachedAddress("duet.example", 8443));
        using var prepared = servers.ForPreparation(_anna, reachedAt: null);
        seat.Adopt(prepared);

        Assert.Equal(["stun:stun.example"], Assert.Single(seat.Configuration.IceServers).Urls);
    }

    [Fact]
    public void Seat_Disposed_EndsItsCredentialsAtOnce()
    {
        var (annas, bens) = (_servers.ForSeat(_anna, null), _servers.ForSeat(new Uid("ben"), null));

        annas.Dispose();

        Assert.Equal([UsernameOf(annas)], _ended);
        Assert.NotEqual(UsernameOf(annas), UsernameOf(bens));
    }

    [Fact]
    public void Seat_ThatAdopted_EndsThePreparationToo()
    {
        var (prepared, seat) = (_servers.ForPreparation(_anna, null), _servers.ForSeat(_anna, null));
        seat.Adopt(prepared);
        Assert.Empty(_ended);

        seat.Dispose();

        Assert.Equal([UsernameOf(seat), UsernameOf(prepared)], _ended);
    }

    [Fact]
    public void Seat_ThatAdoptedItsFormerLease_EndsAllThatEitherHad()
    {
        var (prepared, former, renewed) = (_servers.ForPreparation(_anna, null), _servers.ForSeat(_anna, null), _servers.ForSeat(_anna, null));
        former.Adopt(prepared);
        renewed.Adopt(former);
        Assert.Empty(_ended);

        renewed.Dispose();

        Assert.Equal([UsernameOf(renewed), UsernameOf(former), UsernameOf(prepared)], _ended);
    }

    private static string UsernameOf(IIceLease lease) => lease.Configuration.IceServers[1].Username!;
}
