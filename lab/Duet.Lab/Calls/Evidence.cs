using System.Text.Json;
using Duet.TestKit.Processes;
using Microsoft.Playwright;

namespace Duet.Lab.Calls;

/// <summary>Keeps what explains a case that is red, in <c>artifacts/lab</c>.</summary>
internal static class Evidence
{
    private static readonly JsonSerializerOptions _readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task KeepAsync(string name, LabCall call)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Solution.Artifacts, "lab", name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "server.log"), call.Server.Output);
        foreach (var (side, person) in new[] { ("a", call.A), ("b", call.B) })
        {
            await File.WriteAllLinesAsync(Path.Combine(directory, $"{side}.log"), person.Errors);
            try
            {
                await File.WriteAllTextAsync(Path.Combine(directory, $"{side}.json"), JsonSerializer.Serialize(await person.AccountAsync(), _readable));
                await person.ScreenshotAsync(Path.Combine(directory, $"{side}.png"));
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                await File.AppendAllTextAsync(Path.Combine(directory, $"{side}.log"), exception.Message); // the page is gone, which is evidence too
            }
        }
    }
}
