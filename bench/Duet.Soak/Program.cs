using System.Runtime.InteropServices;
using Duet.Soak;
using Duet.Soak.Reporting;
using Microsoft.Playwright;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (!CommandLine.TryParse(args, out var options, out var error))
{
    await Console.Error.WriteLineAsync($"Duet.Soak: {error} (--help lists the options)");
    return 2;
}

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    Console.WriteLine(RunHeader.Describe(args, options));
    var record = await new SoakRun(options).RunAsync(stopping.Token);
    SoakReport.Print(record);
    return record.Verdict.Count == 0 ? 0 : 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Duet.Soak: stopped");
    return 130;
}
catch (Exception exception) when (exception is InvalidOperationException or PlaywrightException or TimeoutException)
{
    await Console.Error.WriteLineAsync($"Duet.Soak: {exception.Message}");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;                                                                       // the children are ended first
    stopping.Cancel();
}
