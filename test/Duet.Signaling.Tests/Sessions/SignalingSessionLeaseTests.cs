using Duet.Signaling.Ice;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SignalingSessionLeaseTests
{
    private readonly SignalingHost _host = new();

    [Fact]
    public async Task Join_IsGivenServersForWhereTheConnectionCameIn()
    {
        var reachedAt = new ReachedAddress("call.example", 8443);

        await _host.Connect(reachedAt: reachedAt).JoinAsync("tea", "anna");

        var lease = Assert.Single(_host.IceServers.Seats);
        Assert.Equal(("anna", reachedAt), (lease.Uid.Value, lease.ReachedAt));
        Assert.Equal(0, lease.TimesEnded);
    }

    [Fact]
    public async Task Leave_EndsTheLeaseOnce()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");

        await anna.SendAsync(Say.Leave("tea", "anna"));
        await anna.ExpectSilenceAsync();
        await anna.CloseAsync();

        Assert.Equal(1, Assert.Single(_host.IceServers.Seats).TimesEnded);
    }

    [Fact]
    public async Task ConnectionLost_EndsTheLease()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");

        await anna.DropAsync();

        Assert.Equal(1, Assert.Single(_host.IceServers.Seats).TimesEnded);
    }

    [Fact]
    public async Task JoinRefused_EndsTheLeaseThatNobodyGot()
    {
        await _host.ConnectPairAsync();
        var chris = _host.Connect();

        await chris.SendAsync(Say.Join("tea", "chris"));
        await chris.ExpectErrorAsync("room-full", "tea");

        Assert.Equal([0, 0, 1], _host.IceServers.Seats.Select(lease => lease.TimesEnded));
    }

    [Fact]
    public async Task Join_AfterPrepare_AdoptsWhatWasPrepared()
    {
        var anna = _host.Connect();
        await anna.SendAsync(Say.Prepare("tea", "anna"));
        await anna.ExpectCmdAsync("prepared");

        await anna.JoinAsync("tea", "anna");
        await anna.ExpectSilenceAsync(); // By now the join is over, not only answered.

        Assert.Equal(["stun:prepare.example"], Assert.Single(_host.IceServers.Seats).Adopted!.Configuration.IceServers[0].Urls);
    }

    [Fact]
    public async Task JoinRefused_AfterPrepare_LeavesWhatWasPreparedForTheNextJoin()
    {
        await _host.ConnectPairAsync();
        var chris = _host.Connect();
        await chris.SendAsync(Say.Prepare("tea", "chris"));
        await chris.ExpectCmdAsync("prepared");
        await chris.SendAsync(Say.Join("tea", "chris"));
        await chris.ExpectErrorAsync("room-full", "tea");

        await chris.JoinAsync("coffee", "chris");
        await chris.ExpectSilenceAsync();

        Assert.NotNull(_host.IceServers.Seats.Last().Adopted);
    }
}
