using Duet.Lab.Namespaces;
using Microsoft.Playwright;

namespace Duet.Lab.Calls;

/// <summary>Starts Debian's Chromium in a network, headless, with its fake camera and microphone, allowed without a question.</summary>
internal static class Chromium
{
    // Playwright talks to it over pipes, so it need not be in the same network.
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright, NetworkNamespace network) =>
        await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = await Starter.WriteAsync("chromium", network, "/usr/bin/chromium"),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                "--ignore-certificate-errors", // of "turns:" addresses too, which a page cannot be told to trust
            ],
        });
}
