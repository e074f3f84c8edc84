using Duet.Lab.Networks;
using Microsoft.Playwright;

namespace Duet.Lab.Calls;

/// <summary>A network, a server and two people in it, who call each other.</summary>
internal sealed class LabCall : IAsyncDisposable
{
    /// <summary>Both behind usual routers, so that a call is direct.</summary>
    public static readonly NetworkPlan Usual = new(new SitePlan(NatKind.AddressAndPortDependent), new SitePlan(NatKind.AddressAndPortDependent));

    private readonly Stack<IAsyncDisposable> _parts = new();

    private LabCall()
    {
    }

    public LabNetwork Network { get; private set; } = null!;

    public CallServer Server { get; private set; } = null!;

    /// <summary>The one who waits.</summary>
    public Person A { get; private set; } = null!;

    /// <summary>The one who comes.</summary>
    public Person B { get; private set; } = null!;

    /// <summary>Builds everything; nobody has opened a page yet.</summary>
    public static async Task<LabCall> PrepareAsync(IPlaywright playwright, Engines engines, NetworkPlan plan)
    {
        var call = new LabCall();
        try
        {
            call.Network = call.Own(await LabNetwork.BuildAsync(plan));
            // One after the other, for one that fails must not leave another behind that nobody owns.
            call.Server = call.Own(await CallServer.StartAsync(call.Network.Internet.Server, plan.HasNginx));
            call.A = call.Own(await Person.StartAsync(playwright, engines.A, call.Network.A.Computer));
            call.B = call.Own(await Person.StartAsync(playwright, engines.B, call.Network.B.Computer));
            return call;
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>One waits, the other comes and clicks; returns when both are connected.</summary>
    public async Task ConnectAsync()
    {
        const string Room = "quiet-harbour";
        await A.OpenAsync(Room);
        await A.ClickJoinAsync();
        await A.WaitForStateAsync("waiting");
        await B.OpenAsync(Room);
        await B.ClickJoinAsync();
        await Task.WhenAll(A.WaitForStateAsync("connected"), B.WaitForStateAsync("connected"));
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
    }

    /// <summary>Milliseconds since 1970, as the pages write them down.</summary>
    public static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>Which way each side's packets went. Where one end sees the other behind a relay, it is the other's relay.</summary>
    public static (Way A, Way B) Ways(PageSample a, PageSample b)
    {
        var (wayA, wayB) = (WayOf(a), WayOf(b));
        if ((wayA, wayB) is not (Way.Direct, Way.Direct)) return (wayA, wayB);

        // The two are asked one after the other; while a path changes, one of them may know it first.
        if (a.Remote is "relay") wayB = Way.RelayUdp;
        if (b.Remote is "relay") wayA = Way.RelayUdp;
        return (wayA, wayB);
    }

    private static Way WayOf(PageSample sample) => sample.Local is not "relay" ? Way.Direct : sample.Protocol switch
    {
        "tcp" => Way.RelayTcp,
        "tls" => Way.RelayTls,
        _ => Way.RelayUdp,
    };

    private T Own<T>(T part) where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
