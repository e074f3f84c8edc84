using System.Runtime.InteropServices;
using Duet.Load;
using Duet.Load.Idle;
using Duet.Load.Relay;
using Duet.Load.Reporting;
using Duet.Load.Servers;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (!CommandLine.TryParse(args, out var options, out var error))
{
    await Console.Error.WriteLineAsync($"Duet.Load: {error} (--help lists the options)");
    return 2;
}

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var contestants = Contestant.Chosen(options);
    Console.WriteLine(MachineInfo.Describe(args, options));
    if (options.Command is "relay" or "all") await RelayRounds.RunAsync(contestants, options, stopping.Token);
    if (options.Command is "idle" or "all") await IdleRounds.RunAsync(contestants, options, stopping.Token);
    return 0;
}
catch (LoadException exception)
{
    await Console.Error.WriteLineAsync($"Duet.Load: {exception.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Duet.Load: stopped");
    return 130;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;                                                                       // the children are ended first
    stopping.Cancel();
}
