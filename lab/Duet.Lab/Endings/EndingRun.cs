using Duet.Lab.Calls;
using Microsoft.Playwright;

namespace Duet.Lab.Endings;

/// <summary>Lets one person end a call, and looks when the page of the other says so.</summary>
internal sealed class EndingRun(IPlaywright playwright, Engines engines)
{
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(3);

    public async Task<EndingResult> RunAsync(Ending ending, int rounds, CancellationToken stopping)
    {
        List<TimeSpan?> times = [];
        try
        {
            for (var round = 0; round < rounds; round++) times.Add(await MeasureAsync(ending, stopping));
            return new EndingResult(ending, times, null);
        }
        catch (Exception exception) when (exception is LabException or PlaywrightException or InvalidOperationException)
        {
            return new EndingResult(ending, times, exception.Message.ReplaceLineEndings(" "));
        }
    }

    private async Task<TimeSpan?> MeasureAsync(Ending ending, CancellationToken stopping)
    {
        await using var call = await LabCall.PrepareAsync(playwright, engines, LabCall.Usual);
        await call.ConnectAsync();
        if (ending.Before is { } before) await before(call);
        await Task.Delay(_calm, TimeProvider.System, stopping);
        var begin = await ending.End(call);
        await Task.Delay(ending.MostUntilTold + _calm, TimeProvider.System, stopping);
        var told = (await call.A.AccountAsync()).States.FirstOrDefault(state => state.At > begin && state.State is "waiting");
        if (told is null || told.At - begin > ending.MostUntilTold.TotalMilliseconds) await Evidence.KeepAsync(ending.Name, call);
        return told is null ? null : TimeSpan.FromMilliseconds(told.At - begin);
    }
}
