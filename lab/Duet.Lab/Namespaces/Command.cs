using System.Diagnostics;

namespace Duet.Lab.Namespaces;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Command
{
    /// <summary>Returns what it printed.</summary>
    /// <exception cref="LabException">It is not there, or failed.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return await output;

        var fault = $"{program} {string.Join(' ', start.ArgumentList)}: {(await error).Trim()}";
        throw new LabException(input.Length == 0 ? fault : $"{fault}{Environment.NewLine}{input}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new LabException($"{start.FileName}: {missing.Message}");
        }
    }
}
