using System.Text.Json;

namespace Duet.Lab.Reporting;

/// <summary>A report in the format that those of the test projects have (CTRF), for the totals of <c>test/run</c>.</summary>
internal static class TestReport
{
    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verdicts">The cases that ran.</param>
    /// <param name="skipped">The cases that could not run.</param>
    public static Task WriteAsync(string path, IReadOnlyList<Verdict> verdicts, IReadOnlyList<string> skipped)
    {
        var failed = verdicts.Count(verdict => verdict.Complaint is not null);
        var tests = verdicts
            .Select(verdict => new { verdict.Name, Status = verdict.Complaint is null ? "passed" : "failed", Message = verdict.Complaint })
            .Concat(skipped.Select(name => new { Name = name, Status = "skipped", Message = (string?)null }));
        var summary = new { Tests = verdicts.Count + skipped.Count, Passed = verdicts.Count - failed, Failed = failed, Skipped = skipped.Count };
        return File.WriteAllTextAsync(path, JsonSerializer.Serialize(new { Results = new { Summary = summary, Tests = tests } }, JsonSerializerOptions.Web));
    }
}
