using Duet.Lab.Calls;
using Microsoft.Playwright;

namespace Duet.Lab.Faults;

/// <summary>Does something to a call, and looks what comes of it.</summary>
internal sealed class FaultRun(IPlaywright playwright, Engines engines)
{
    /// <summary>How long a call may take to be as before; it is watched for no longer.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    // A call is undisturbed for so long before, and as before when it was for so long again.
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(3);

    public async Task<FaultResult> RunAsync(Fault fault, int rounds, CancellationToken stopping)
    {
        List<FaultMeasurement> measurements = [];
        var wanted = Math.Min(rounds, fault.MostRounds);
        while (measurements.Count < wanted) await MeasureAsync(fault, Math.Min(wanted - measurements.Count, fault.MostPerCall), measurements, stopping);
        return new FaultResult(fault, measurements);
    }

    /// <summary>Disturbs one call that often. After a round that is red the call is not as before, and sees no other.</summary>
    private async Task MeasureAsync(Fault fault, int rounds, List<FaultMeasurement> measurements, CancellationToken stopping)
    {
        try
        {
            await using var call = await LabCall.PrepareAsync(playwright, engines, fault.Plan);
            await call.ConnectAsync();
            await Task.Delay(_calm, TimeProvider.System, stopping);
            var messages = new MessageCount(0, 0);
            for (var round = 0; round < rounds; round++)
            {
                (var measurement, messages) = await DisturbAsync(fault, call, messages, stopping);
                measurements.Add(measurement);
                if (new FaultResult(fault, [measurement]).Complaint is null) continue;

                await Evidence.KeepAsync(fault.Name, call);
                return;
            }
        }
        catch (Exception exception) when (exception is LabException or PlaywrightException or InvalidOperationException)
        {
            measurements.Add(new FaultMeasurement(null, null, _patience, _patience, 0, 0, exception.Message.ReplaceLineEndings(" ")));
        }
    }

    private static async Task<(FaultMeasurement Measurement, MessageCount Messages)> DisturbAsync(
        Fault fault, LabCall call, MessageCount before, CancellationToken stopping)
    {
        await Task.Delay(_calm, TimeProvider.System, stopping);
        var begin = LabCall.Now();
        foreach (var step in fault.Steps)
        {
            var wait = begin + step.At.TotalMilliseconds - LabCall.Now();
            if (wait > 0) await Task.Delay(TimeSpan.FromMilliseconds(wait), TimeProvider.System, stopping);
            await step.Do(call);
        }

        var pathExists = LabCall.Now();
        var complaint = await WatchAsync(call, pathExists, stopping);
        var accounts = new[] { await call.A.AccountAsync(), await call.B.AccountAsync() };
        var messages = MessageCount.Between(accounts[0], accounts[1]) + MessageCount.Between(accounts[1], accounts[0]);
        return (Measure(fault, accounts, begin, pathExists, messages - before, complaint), messages);
    }

    /// <summary>Until both sides are as before, or for as long as patience lasts; then it says what is not.</summary>
    private static async Task<string?> WatchAsync(LabCall call, double pathExists, CancellationToken stopping)
    {
        string? complaint = null;
        while (LabCall.Now() - pathExists < _patience.TotalMilliseconds)
        {
            await Task.Delay(_calm, TimeProvider.System, stopping);
            complaint = FindUnrest(await call.A.LateSamplesAsync(_calm)) ?? FindUnrest(await call.B.LateSamplesAsync(_calm));
            if (complaint is null) return null;
        }

        return complaint;
    }

    private static string? FindUnrest(IReadOnlyList<PageSample> samples)
    {
        var last = samples[^1];
        var from = last.At - _calm.TotalMilliseconds;
        if (last.State is not "connected") return $"stuck at '{last.State}'";
        if (!last.Server) return "without the server";
        if (Silence.Longest(samples, sample => sample.Audio, from, last.At) > Silence.Interruption) return "no sound";
        return Silence.Longest(samples, sample => sample.Frames, from, last.At) > Silence.Interruption ? "no picture" : null;
    }

    private static FaultMeasurement Measure(Fault fault, PageAccount[] accounts, double begin, double pathExists, MessageCount messages, string? complaint)
    {
        var moved = accounts.Take((int)fault.Movers).Select(account => account.NewAddressSince(begin)).ToList();
        var knowing = moved.Max(); // null where nobody moved, and where a browser never found out
        var usable = Math.Max(pathExists, knowing ?? pathExists);

        TimeSpan Longest(Func<PageSample, long> of) =>
            accounts.Max(account => Silence.Longest(account.Samples, of, begin, account.Samples[^1].At));

        var back = accounts.Select(account => Silence.BackAfter(account.Samples, sample => sample.Audio, begin, usable, account.Samples[^1].At)).ToList();
        return new FaultMeasurement(
            back.Contains(null) ? null : back.Max(),
            knowing is { } known ? TimeSpan.FromMilliseconds(known - pathExists) : null,
            Longest(sample => sample.Audio),
            Longest(sample => sample.Frames),
            messages.Lost,
            messages.Doubled,
            complaint);
    }
}
