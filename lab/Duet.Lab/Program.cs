using System.Runtime.InteropServices;
using Duet.Lab;
using Duet.Lab.Namespaces;
using Duet.Lab.Reporting;
using Microsoft.Playwright;

const int Red = 1;
const int WrongUsage = 2;
const int Skipped = 77;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (args is ["--list"])
{
    Console.WriteLine(string.Join(Environment.NewLine, Laboratory.Names(new LabOptions())));
    return 0;
}

if (!CommandLine.TryParse(args, out var options, out var error) || (Laboratory.Names(options).Count == 0 && (error = "there is no such case") != ""))
{
    await Console.Error.WriteLineAsync($"lab: {error} (--help lists the options)");
    return WrongUsage;
}

using var ending = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

if (Environment.IsPrivilegedProcess) await Leftovers.RemoveAsync();
if (await Abilities.FindLackAsync() is { } lack)
{
    Console.WriteLine($"lab: SKIPPED, for {lack}");
    if (options.Report is { } path) await TestReport.WriteAsync(path, [], Laboratory.Names(options));
    return Skipped;
}

try
{
    using var directory = new LabDirectory();
    using var playwright = await Playwright.CreateAsync();
    var verdicts = await new Laboratory(options, playwright, Console.Out).RunAsync(ending.Token);
    if (options.Report is { } path) await TestReport.WriteAsync(path, verdicts, []);
    var red = verdicts.Where(verdict => verdict.Complaint is not null).ToList();
    Console.WriteLine(red.Count == 0 ? $"lab: all {verdicts.Count} passed" : $"lab: {red.Count} of {verdicts.Count} red");
    return red.Count == 0 ? 0 : Red;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("lab: stopped");
    return Red;
}
finally
{
    await Leftovers.RemoveOwnAsync();
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
}
