using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;

namespace Duet.Browser.Tests.Calls;

/// <summary>Calls that may use nothing but a relay of somebody else's, with ours switched off.</summary>
public sealed class RelayTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task RelayOnlyCall_UserAndPassword_RunsOverTheRelayOnBothSides()
    {
        var turn = _scene.Own(await TurnServerProcess.StartWithUserAsync("duet", "harbour"));
        await _scene.StartServerAsync(
            "--Duet:Turn:Enabled=false",
            "--Duet:Ice:TransportPolicy=relay",
            $"--Duet:Ice:Servers:0:Urls={turn.Url}",
            "--Duet:Ice:Servers:0:Username=duet",
            "--Duet:Ice:Servers:0:Credential=harbour");
        await ExpectARelayedCallAsync();
    }

    [Fact]
    public async Task RelayOnlyCall_TimeLimitedCredentials_RunsOverTheRelayOnBothSides()
    {
        var turn = _scene.Own(await TurnServerProcess.StartWithSecretAsync("a secret of the relay and the server"));
        await _scene.StartServerAsync(
            "--Duet:Turn:Enabled=false",
            "--Duet:Ice:TransportPolicy=relay",
            $"--Duet:Ice:Servers:0:Urls={turn.Url}",
            "--Duet:Ice:Servers:0:Secret=a secret of the relay and the server");
        await ExpectARelayedCallAsync();
    }

    private async Task ExpectARelayedCallAsync()
    {
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await Scene.ExpectACallAsync(anna, ben);
        Assert.Equal(new CandidatePair("relay", "relay"), await anna.SelectedPairAsync());
        Assert.Equal(new CandidatePair("relay", "relay"), await ben.SelectedPairAsync());
    }
}
