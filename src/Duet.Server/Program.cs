using Duet.Server.Configuration;
using Duet.Server.Startup;

if (HelpText.IsAskedFor(args))
{
    Console.Write(HelpText.Write());
    return 0;
}

try
{
    await using var app = DuetApplication.Build(args);
    if (!await DuetApplication.TryStartAsync(app)) return 0;

    Console.Write(Banner.Write(app.Urls, isSelfSigned: app.Configuration["Duet:Certificate:Path"] is null, isTerminal: !Console.IsOutputRedirected));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception fault) when (StartupFault.Describe(fault) is { } lines)
{
    Console.Error.WriteLine(lines);
    return 1;
}
