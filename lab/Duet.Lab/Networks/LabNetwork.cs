namespace Duet.Lab.Networks;

/// <summary>A server's network and two homes, built as planned. All of it is gone when this is disposed.</summary>
internal sealed class LabNetwork : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    private LabNetwork()
    {
    }

    public Internet Internet { get; private set; } = null!;

    public Home A { get; private set; } = null!;

    public Home B { get; private set; } = null!;

    public static async Task<LabNetwork> BuildAsync(NetworkPlan plan)
    {
        var network = new LabNetwork();
        try
        {
            await network.LayAsync(plan);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
    }

    private async Task LayAsync(NetworkPlan plan)
    {
        Internet = Own(await Internet.CreateAsync());
        var (first, second) = (new Access(1), new Access(2));
        var uplink = Own(await Uplink.CreateAsync(Internet, first, plan.A));
        if (plan.Neighbourhood is Neighbourhood.Apart)
        {
            A = Own(await Home.CreateAsync("a", uplink, plan.A, RulesFor(plan.A, first)));
            B = Own(await Home.CreateAsync("b", Own(await Uplink.CreateAsync(Internet, second, plan.B)), plan.B, RulesFor(plan.B, second)));
        }
        else
        {
            A = Own(await Home.CreateAsync("a", uplink, plan.A, NatRules.ForTwo(plan.Neighbourhood, first.OutsideIpv4)));
            B = Own(await Home.CreateBesideAsync("b", uplink, second, plan.B));
        }

        if (plan.HasMobile) await A.AddMobileAsync(Own(await Uplink.CreateAsync(Internet, new Access(3), new SitePlan())));
    }

    private static string RulesFor(SitePlan plan, Access access) => NatRules.For(plan.Nat, access.InsideIpv4(isPrivate: true, 2));

    private T Own<T>(T part) where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
