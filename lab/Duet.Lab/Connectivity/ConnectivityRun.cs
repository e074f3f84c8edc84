using Duet.Lab.Calls;
using Duet.Lab.Networks;
using Microsoft.Playwright;

namespace Duet.Lab.Connectivity;

/// <summary>Brings two people together in a network, and looks how it went.</summary>
internal sealed class ConnectivityRun(IPlaywright playwright, Engines engines)
{
    private const int MostLooks = 5;

    private static readonly TimeSpan _mostToConnect = TimeSpan.FromSeconds(5);

    // What a slow machine has not shown yet may come; when it connected and came to its path is measured all the same.
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(2);

    public async Task<ConnectivityResult> RunAsync(ConnectivityCase each, CancellationToken stopping)
    {
        try
        {
            await using var call = await LabCall.PrepareAsync(playwright, engines, each.Plan);
            try
            {
                return await JudgeAsync(each, call, stopping);
            }
            catch (Exception exception) when (exception is LabException or PlaywrightException)
            {
                await Evidence.KeepAsync(each.Name, call);
                return Failed(each, exception.Message);
            }
        }
        catch (Exception exception) when (exception is LabException or PlaywrightException or InvalidOperationException)
        {
            return Failed(each, exception.Message);
        }
    }

    private static async Task<ConnectivityResult> JudgeAsync(ConnectivityCase each, LabCall call, CancellationToken stopping)
    {
        await call.ConnectAsync();
        await Task.Delay(each.Lasts, TimeProvider.System, stopping);
        var result = await LookAsync(each, call);
        for (var looks = 0; looks < MostLooks && result.Fault is not null; looks++)
        {
            await Task.Delay(_betweenLooks, TimeProvider.System, stopping);
            result = await LookAsync(each, call);
        }

        if (result.Fault is not null) await Evidence.KeepAsync(each.Name, call);
        return result;
    }

    private static async Task<ConnectivityResult> LookAsync(ConnectivityCase each, LabCall call)
    {
        var (a, b) = (await call.A.AccountAsync(), await call.B.AccountAsync());
        var click = b.Clicks[^1];
        var connected = Since(click, Math.Max(FirstConnected(a), FirstConnected(b)));
        var settled = Since(click, Math.Max(SettledAt(a), SettledAt(b)));
        var (wayA, wayB) = LabCall.Ways(a.Samples[^1], b.Samples[^1]);
        var result = new ConnectivityResult(each, CallPath.Describe(wayA, wayB), connected, settled, null);
        return result with { Fault = FindFault(result, each.Expected.IsThatOf(wayA, wayB), [a, b]) };
    }

    private static string? FindFault(ConnectivityResult result, bool isExpected, PageAccount[] accounts)
    {
        if (!isExpected) return $"expected {result.Case.Expected}";
        if (result.Connected > _mostToConnect) return "connected too late";
        if (result.Settled > _mostToConnect) return "came to its path too late";
        if (accounts.Any(IsSilent)) return "no sound or no picture";
        if (accounts.Any(account => account.Samples[^1].State is not "connected")) return "did not stay connected";
        return accounts.Any(account => account.Samples.SkipWhile(sample => !sample.Server).Any(sample => !sample.Server)) ? "lost the server" : null;
    }

    private static bool IsSilent(PageAccount account)
    {
        var to = account.Samples[^1].At;
        var from = to - 2000;
        return Silence.Longest(account.Samples, sample => sample.Audio, from, to) > Silence.Interruption
            || Silence.Longest(account.Samples, sample => sample.Frames, from, to) > Silence.Interruption;
    }

    private static double FirstConnected(PageAccount account) => account.States.First(state => state.State is "connected").At;

    /// <summary>From when on the path was what it is now: by the same relay, or by none.</summary>
    private static double SettledAt(PageAccount account)
    {
        static (bool, bool, string) Kind(PageSample sample) => (sample.Local is "relay", sample.Remote is "relay", sample.Protocol);
        var now = Kind(account.Samples[^1]);
        return account.Samples.Reverse().TakeWhile(sample => sample.Local.Length > 0 && Kind(sample) == now).LastOrDefault(account.Samples[^1]).At;
    }

    private static TimeSpan Since(double start, double end) => TimeSpan.FromMilliseconds(Math.Max(0, end - start));

    private static ConnectivityResult Failed(ConnectivityCase each, string fault) => new(each, "", null, null, fault.ReplaceLineEndings(" "));
}
