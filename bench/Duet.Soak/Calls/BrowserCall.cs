using Duet.Soak.Checks;
using Microsoft.Playwright;

namespace Duet.Soak.Calls;

/// <summary>One call between two browsers, that goes on and on.</summary>
internal sealed class BrowserCall : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly Tally _tally;
    private readonly Faults _faults;
    private readonly List<(string Name, Person Person)> _people = [];

    private BrowserCall(IPlaywright playwright, Tally tally, Faults faults) => (_playwright, _tally, _faults) = (playwright, tally, faults);

    /// <summary>Returns when both are connected.</summary>
    public static async Task<BrowserCall> StartAsync(string chromiumPath, Uri server, Tally tally, Faults faults)
    {
        var call = new BrowserCall(await Playwright.CreateAsync(), tally, faults);
        try
        {
            var room = new Uri(server, "/r/long-call");
            await call.JoinAsync("the first browser", chromiumPath, room, "waiting");
            await call.JoinAsync("the second browser", chromiumPath, room, "connected");
            await call._people[0].Person.WaitForStateAsync("connected");
            return call;
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sees whether both are connected and see and hear each other.</summary>
    public Task LookAsync() => Task.WhenAll(_people.Select(one => TryAsync(one.Name, async () =>
    {
        var look = await one.Person.LookAsync();
        _tally.Count(Event.BrowserSeen);
        if (!look.IsWell) _faults.Add($"{one.Name}: {look}");
    })));

    /// <summary>Cuts both off from the server.</summary>
    public Task CutAsync() => Task.WhenAll(_people.Select(one => TryAsync(one.Name, async () =>
    {
        await one.Person.CutAsync();
        _tally.Count(Event.BrowserCut);
    })));

    /// <summary>Both leave.</summary>
    public async Task EndAsync()
    {
        foreach (var (name, person) in _people) await TryAsync(name, person.LeaveAsync);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, person) in _people) await person.DisposeAsync();
        _people.Clear();
        _playwright.Dispose();
    }

    private async Task JoinAsync(string name, string chromiumPath, Uri room, string state)
    {
        var person = await Person.OpenAsync(_playwright, chromiumPath, room);
        _people.Add((name, person));
        await person.JoinAsync();
        await person.WaitForStateAsync(state);
    }

    // A page that does not answer is a fault; the clients go on.
    private async Task TryAsync(string name, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            _faults.Add($"{name}: {exception.Message}");
        }
    }
}
