using Duet.Soak.Calls;
using Duet.Soak.Checks;
using Duet.Soak.Measuring;
using Duet.Soak.Reporting;
using Duet.Soak.Rooms;
using Duet.TestKit.Processes;

namespace Duet.Soak;

/// <summary>A server of its own, clients that come and go, and a call between two browsers beside them; all is watched from beginning to end.</summary>
internal sealed class SoakRun(SoakOptions options)
{
    private const int LooksPerMinute = 6;

    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(3);

    // The longest that a seat is held, and a little for what else a server does only now and then.
    private static readonly TimeSpan _holds = TimeSpan.FromSeconds(35);

    private readonly Tally _tally = new();
    private readonly Faults _faults = new(TimeProvider.System);
    private readonly Course _course = new(options.Duration, options.Warmup);

    /// <exception cref="InvalidOperationException">The server did not start, or has ended by itself.</exception>
    public async Task<SoakRecord> RunAsync(CancellationToken stopping)
    {
        await using var server = await DuetProcess.StartAsync(new DuetProcessOptions
        {
            Assembly = options.ServerPath,
            Arguments = ["--Duet:Signaling:ConnectionsPerAddress=1000000", .. options.ServerArguments], // All clients have one address.
        });
        var meter = new ServerMeter(server.Id, TimeProvider.System);
        await PassAsync(_settling, stopping);
        var before = meter.Take();

        await using (var call = options.HasBrowsers ? await BrowserCall.StartAsync(options.ChromiumPath, server.Address, _tally, _faults) : null)
        {
            meter.Begin();
            await WatchAsync(server, meter, call, stopping);
            if (call is not null) await call.EndAsync();
        }

        await PassAsync(_holds, stopping);
        return new SoakRecord(before, _course, meter.Take(), _tally, _faults);
    }

    /// <summary>Lets the clients come and go, and looks every ten seconds, until the time is over and all clients have left.</summary>
    private async Task WatchAsync(DuetProcess server, ServerMeter meter, BrowserCall? call, CancellationToken stopping)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var crowd = new Crowd(options, server.SignalingEndpoint, _tally, _faults).RunAsync(enough.Token);
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1) / LooksPerMinute);
            for (var look = 1; look <= options.Duration.TotalMinutes * LooksPerMinute; look++)
            {
                await timer.WaitForNextTickAsync(stopping);
                await LookAsync(server, meter, call, isFullMinute: look % LooksPerMinute == 0);
            }
        }
        finally
        {
            await enough.CancelAsync();
            await crowd;
        }

        if (call is not null) await call.LookAsync();
    }

    private async Task LookAsync(DuetProcess server, ServerMeter meter, BrowserCall? call, bool isFullMinute)
    {
        if (server.HasExited) throw new InvalidOperationException($"The server has ended:{Environment.NewLine}{server.Output}");

        var sample = meter.Take();
        _course.Add(sample);
        if (isFullMinute) Console.WriteLine(SoakReport.Describe(sample, _tally, _faults));
        if (call is null) return;

        await call.LookAsync();
        if (isFullMinute) await call.CutAsync();
    }

    private static Task PassAsync(TimeSpan time, CancellationToken stopping) => Task.Delay(time, TimeProvider.System, stopping);
}
