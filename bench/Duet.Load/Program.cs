using System.Runtime.InteropServices;
using Duet.Load;
using Duet.Load.Idle;
using Duet.Load.Relay;
using Duet.Load.Reporting;
using Duet.Load.Servers;
using Duet.Load.Turn;

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
    if (options.Command is "turn") await MeasureTurnAsync();
    else await MeasureSignalingAsync();
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

async Task MeasureSignalingAsync()
{
    var contestants = Contestant.Chosen(options);
    Console.WriteLine(MachineInfo.Describe(args, MachineInfo.NodeRelay(options)));
    if (options.Command is "relay" or "all") await RelayRounds.RunAsync(contestants, options, stopping.Token);
    if (options.Command is "idle" or "all") await IdleRounds.RunAsync(contestants, options, stopping.Token);
}

async Task MeasureTurnAsync()
{
    var coturn = options.Only is Contestant.Duet ? "not run" : TurnContestants.CoturnVersion(options);
    Console.WriteLine(MachineInfo.Describe(args, $"coturn {coturn}"));
    var wakefulness = options.StaysAwake ? "always awake" : "asleep between packets";
    Console.WriteLine($"- CPUs: relay on {options.ServerCpus}, generator on {options.GeneratorCpus}, {wakefulness}");
    await TurnRounds.RunAsync(options, stopping.Token);
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;                                                                       // the children are ended first
    stopping.Cancel();
}
