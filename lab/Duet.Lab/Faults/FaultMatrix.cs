using Duet.Lab.Calls;
using Duet.Lab.Networks;
using Duet.Lab.Wires;

namespace Duet.Lab.Faults;

/// <summary>All that is done to calls.</summary>
internal static class FaultMatrix
{
    private const double DegradedSeconds = 15;

    private static readonly WireQuality _good = new();
    private static readonly WireQuality _cut = new() { IsCut = true };
    private static readonly WireQuality _slow = new() { Delay = TimeSpan.FromMilliseconds(500) };
    private static readonly SitePlan _usual = new(NatKind.AddressAndPortDependent);
    private static readonly SitePlan _symmetric = new(NatKind.Symmetric);
    private static readonly NetworkPlan _relayed = new(_symmetric, _symmetric);
    private static readonly NetworkPlan _mobile = new(_usual, _usual) { HasMobile = true };

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("new-address", "one side gets another address", [At(0, call => call.Network.A.ChangeAddressAsync())])
        {
            Movers = Movers.One, IsInCi = true,
        },
        new("wifi-to-mobile", "one side goes from Wi-Fi to a mobile network", [At(0, call => call.Network.A.GoMobileAsync())]) { Plan = _mobile, Movers = Movers.One, MostPerCall = 1 },
        LinkDown(2) with { IsInCi = true },
        LinkDown(8),
        LinkDown(25),
        LinkDown(8) with { Name = "link-down-8s-relayed", What = "the link is down for 8 s, of a relayed call", Plan = _relayed },
        Loss(5),
        Loss(10),
        Bandwidth(300),
        Bandwidth(100),
        new("delay-500ms", "500 ms more each way", [At(0, call => SetAsync(call, _slow)), At(DegradedSeconds, call => SetAsync(call, _good))])
        {
            PathStays = true,
        },
        ServerKilled(),
        ServerKilled() with
        {
            Name = "server-killed-relayed", What = "the server is killed and started again, of a relayed call", PathStays = false, Plan = _relayed,
        },
        new("relay-paused-3s", "the relay does nothing for 3 s", [At(0, Pause), At(3, Continue)]) { Plan = _relayed },
        new("websocket-cut", "the WebSocket of one side is cut", [At(0, call => call.Network.A.CutSocketsAsync())]) { PathStays = true },
        new("websockets-cut", "the WebSockets of both sides are cut at once", [At(0, CutBothSocketsAsync)]) { PathStays = true },
        new("both-links-down-8s", "both links are down at once for 8 s", [At(0, call => SetBothAsync(call, _cut)), At(8, call => SetBothAsync(call, _good))]),
        new("both-new-addresses", "both sides get another address at once", [At(0, ChangeBothAddressesAsync)]) { Movers = Movers.Both },
        new(
            "restart-in-restart",
            "the link is down for 8 s, up for 1.5 s, and down for 4 s again",
            [
                At(0, call => SetAsync(call, _cut)), At(8, call => SetAsync(call, _good)),
                At(9.5, call => SetAsync(call, _cut)), At(13.5, call => SetAsync(call, _good)),
            ]),
        new("renegotiations", "both sides negotiate again at the same moments, 1,000 times", [At(0, RenegotiateAsync)])
        {
            PathStays = true, MostRounds = 1,
        },
    ];

    private static Fault LinkDown(int seconds) => new(
        $"link-down-{seconds}s",
        $"the link of one side is down for {seconds} s",
        [At(0, call => SetAsync(call, _cut)), At(seconds, call => SetAsync(call, _good))]);

    private static Fault Loss(int percent) => new(
        $"loss-{percent}",
        $"{percent} % of all packets of one side are lost, each way",
        [At(0, call => WireOf(call).LoseAsync(percent)), At(DegradedSeconds, call => WireOf(call).LoseAsync(0))])
    {
        PathStays = true,
    };

    private static Fault Bandwidth(int kilobits) => new(
        $"bandwidth-{kilobits}",
        $"{kilobits} kbit/s for one side, each way",
        [At(0, call => WireOf(call).LimitAsync(kilobits)), At(DegradedSeconds, call => WireOf(call).LimitAsync(100_000))])
    {
        PathStays = true,
    };

    private static Fault ServerKilled() => new(
        "server-killed",
        "the server is killed and started again",
        [At(0, call => call.Server.KillAsync()), At(1, call => call.Server.StartAsync())])
    {
        PathStays = true,
    };

    private static FaultStep At(double seconds, Func<LabCall, Task> act) => new(TimeSpan.FromSeconds(seconds), act);

    private static Wire WireOf(LabCall call) => call.Network.A.Uplink.Wire;

    private static Task SetAsync(LabCall call, WireQuality quality)
    {
        WireOf(call).Quality = quality;
        return Task.CompletedTask;
    }

    private static Task SetBothAsync(LabCall call, WireQuality quality)
    {
        call.Network.B.Uplink.Wire.Quality = quality;
        return SetAsync(call, quality);
    }

    private static Task Pause(LabCall call)
    {
        call.Server.Pause();
        return Task.CompletedTask;
    }

    private static Task Continue(LabCall call)
    {
        call.Server.Continue();
        return Task.CompletedTask;
    }

    private static Task CutBothSocketsAsync(LabCall call) =>
        Task.WhenAll(call.Network.A.CutSocketsAsync(), call.Network.B.CutSocketsAsync());

    private static async Task RenegotiateAsync(LabCall call)
    {
        const int Times = 1000;
        var interval = TimeSpan.FromMilliseconds(100);
        var crossed = await Task.WhenAll(call.A.RenegotiateAsync(Times, interval), call.B.RenegotiateAsync(Times, interval));
        if (crossed.Sum() < Times / 10) throw new LabException($"only {crossed.Sum()} of {Times} offers crossed: this says nothing");
    }

    private static Task ChangeBothAddressesAsync(LabCall call) =>
        Task.WhenAll(call.Network.A.ChangeAddressAsync(), call.Network.B.ChangeAddressAsync());
}
