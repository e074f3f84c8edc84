using Duet.FirstFrame;
using Duet.FirstFrame.Calls;
using Duet.FirstFrame.Reporting;
using Duet.FirstFrame.Trace;
using Microsoft.Playwright;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (!CommandLine.TryParse(args, out var options, out var error))
{
    await Console.Error.WriteLineAsync($"Duet.FirstFrame: {error} (--help lists the options)");
    return 2;
}

try
{
    using var playwright = await Playwright.CreateAsync();
    await using var browser = await Chromium.LaunchAsync(playwright, options);
    await using var site = await CallSite.StartAsync(options);
    var calls = new CallRun(site, browser, options);
    Console.WriteLine(RunHeader.Describe(args, browser.Version));
    if (options.Trace) await TraceAsync(calls);
    else await MeasureAsync(calls);
    return 0;
}
catch (Exception exception) when (exception is FirstFrameException or PlaywrightException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync($"Duet.FirstFrame: {exception.Message}");
    return 1;
}

async Task TraceAsync(CallRun calls)
{
    foreach (var roundTrip in options.RoundTrips)
        foreach (var recipe in options.Recipes) CallTrace.Print(await calls.RunAsync(recipe, roundTrip));
}

async Task MeasureAsync(CallRun calls)
{
    var records = new List<CallRecord>();
    foreach (var roundTrip in options.RoundTrips)
    {
        // What only a first call does, such as compiling, belongs to none.
        foreach (var recipe in options.Recipes) await calls.RunAsync(recipe, roundTrip);
        for (var call = 0; call < options.Calls; call++)
            foreach (var recipe in options.Recipes) records.Add(await calls.RunAsync(recipe, roundTrip));
    }

    FrameTables.Print(records);
}
