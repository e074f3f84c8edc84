using Duet.TestKit.Processes;
using Microsoft.Playwright;

namespace Duet.Browser.Tests.Browsing;

/// <summary>A Firefox of a test's own: to be killed, or because its user has accepted a certificate that nobody vouches for.</summary>
internal sealed class OwnFirefox : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;

    private OwnFirefox(IBrowserContext profile, TemporaryDirectory directory)
    {
        Profile = profile;
        _directory = directory;
    }

    public IBrowserContext Profile { get; }

    public static async Task<OwnFirefox> LaunchAsync(SharedBrowsers browsers, string certificateExceptions = "")
    {
        var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("cert_override.txt"), certificateExceptions);
        return new OwnFirefox(await BrowserLauncher.LaunchFirefoxAsync(await browsers.PlaywrightAsync(), directory.Path), directory);
    }

    public void Kill() => KernelKill.Send(_directory.Path);

    public async ValueTask DisposeAsync()
    {
        await Profile.CloseAsync();
        _directory.Dispose();
    }
}
