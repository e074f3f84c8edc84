using Duet.Lab.Connectivity;
using Duet.Lab.Endings;
using Duet.Lab.Faults;
using Duet.Lab.Reporting;
using Microsoft.Playwright;

namespace Duet.Lab;

/// <summary>Runs what was asked for, one case after the other, and prints each result as it comes.</summary>
internal sealed class Laboratory(LabOptions options, IPlaywright playwright, TextWriter output)
{
    public static IReadOnlyList<ConnectivityCase> ConnectivityCases(LabOptions options) =>
        options.Parts.HasFlag(LabParts.Connectivity) ? [.. ConnectivityMatrix.All.Where(each => options.Wants(each.Name, each.IsInCi))] : [];

    public static IReadOnlyList<Fault> Faults(LabOptions options) =>
        options.Parts.HasFlag(LabParts.Faults) ? [.. FaultMatrix.All.Where(fault => options.Wants(fault.Name, fault.IsInCi))] : [];

    public static IReadOnlyList<Ending> Endings(LabOptions options) =>
        options.Parts.HasFlag(LabParts.Endings) ? [.. EndingMatrix.All.Where(ending => options.Wants(ending.Name, isInCi: false))] : [];

    public static IReadOnlyList<string> Names(LabOptions options) =>
    [
        .. ConnectivityCases(options).Select(each => each.Name),
        .. Faults(options).Select(fault => fault.Name),
        .. Endings(options).Select(ending => ending.Name),
    ];

    public async Task<IReadOnlyList<Verdict>> RunAsync(CancellationToken stopping) =>
        [.. await RunConnectivityAsync(stopping), .. await RunFaultsAsync(stopping), .. await RunEndingsAsync(stopping)];

    private async Task<IReadOnlyList<Verdict>> RunConnectivityAsync(CancellationToken stopping)
    {
        var run = new ConnectivityRun(playwright, options.Engines);
        return await TabulateAsync(
            "connectivity.md",
            Tables.ConnectivityHead,
            ConnectivityCases(options),
            async each =>
            {
                var result = await run.RunAsync(each, stopping);
                return (Tables.Row(result), new Verdict(each.Name, result.Fault));
            },
            stopping);
    }

    private async Task<IReadOnlyList<Verdict>> RunFaultsAsync(CancellationToken stopping)
    {
        var run = new FaultRun(playwright, options.Engines);
        return await TabulateAsync(
            "faults.md",
            Tables.FaultHead,
            Faults(options),
            async fault =>
            {
                var result = await run.RunAsync(fault, options.Rounds, stopping);
                return (Tables.Row(result), new Verdict(fault.Name, result.Complaint));
            },
            stopping);
    }

    private async Task<IReadOnlyList<Verdict>> RunEndingsAsync(CancellationToken stopping)
    {
        var run = new EndingRun(playwright, options.Engines);
        return await TabulateAsync(
            "endings.md",
            Tables.EndingHead,
            Endings(options),
            async ending =>
            {
                var result = await run.RunAsync(ending, options.Rounds, stopping);
                return (Tables.Row(result), new Verdict(ending.Name, result.Complaint));
            },
            stopping);
    }

    private async Task<IReadOnlyList<Verdict>> TabulateAsync<T>(
        string document, string head, IReadOnlyList<T> cases, Func<T, Task<(string Row, Verdict Verdict)>> run, CancellationToken stopping)
    {
        if (cases.Count == 0) return [];

        await output.WriteLineAsync(head);
        List<(string Row, Verdict Verdict)> results = [];
        foreach (var each in cases)
        {
            results.Add(await run(each).WaitAsync(stopping)); // who is told to stop does not wait for pages that may never come
            await output.WriteLineAsync(results[^1].Row);
        }

        await output.WriteLineAsync();
        if (options.WritesDocs)
        {
            var table = new DocumentTable(head, [.. results.Select(result => result.Row)], options.Only.Count > 0);
            await Documents.WriteAsync(document, options.Engines, table);
        }

        return [.. results.Select(result => result.Verdict)];
    }
}
