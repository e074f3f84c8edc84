using System.Collections.Concurrent;
using System.Net;
using Duet.FirstFrame.Delay;
using Microsoft.Playwright;

namespace Duet.FirstFrame.Calls;

/// <summary>Brings two people together: each in a fresh profile, behind a proxy of their own.</summary>
/// <param name="site">The server.</param>
/// <param name="browser">One process for both.</param>
/// <param name="options">How long the page is warmed, and whether packets are kept.</param>
internal sealed class CallRun(CallSite site, IBrowser browser, RunOptions options)
{
    private static readonly IPAddress _joinersProxy = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress _waitersProxy = IPAddress.Parse("127.0.0.3");

    // Long enough for what a page does after its join: candidates, for example.
    private static readonly TimeSpan _waiting = TimeSpan.FromSeconds(1.5);

    public async Task<CallRecord> RunAsync(Recipe recipe, TimeSpan roundTrip)
    {
        var packets = new ConcurrentQueue<SeenPacket>();
        Action<SeenPacket>? see = options.Trace ? packets.Enqueue : null;
        await using var joinersProxy = new DelayProxy(Route("joiner", _joinersProxy), roundTrip, see);
        await using var waitersProxy = new DelayProxy(Route("waiter", _waitersProxy), roundTrip, see);
        var room = $"first-frame-{Guid.NewGuid():N}";

        await using var waiter = await OpenAsync("waiter", _waitersProxy, recipe, room);
        await waiter.ClickJoinAsync();
        await waiter.WaitForAsync("received joined");
        await using var joiner = await OpenAsync("joiner", _joinersProxy, recipe, room);
        await PassAsync(options.Warmth < _waiting ? _waiting : options.Warmth);

        await joiner.ClickJoinAsync();
        await joiner.WaitForAsync("first frame");
        await waiter.WaitForAsync("first frame");

        var (joinerReport, waiterReport) = (await joiner.ReportAsync(), await waiter.ReportAsync());
        if (!joinerReport.IsRelayed || !waiterReport.IsRelayed) throw new FirstFrameException($"not relayed: {joinerReport}; {waiterReport}");
        return new CallRecord(
            recipe, roundTrip, await joiner.EventsAsync(), await waiter.EventsAsync(), joinerReport, waiterReport, [.. packets]);
    }

    private Task<Caller> OpenAsync(string name, IPAddress proxy, Recipe recipe, string room) =>
        Caller.OpenAsync(browser, name, recipe, recipe.AddressIn(new Uri($"https://{proxy}:{site.HttpsPort}"), room));

    private ProxyRoute Route(string side, IPAddress listen) =>
        new(side, listen, CallSite.Address, site.RelayUdpPort, [site.HttpsPort, site.RelayTcpPort]);

    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
