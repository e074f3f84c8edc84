using Microsoft.Playwright;

namespace Duet.FirstFrame.Calls;

/// <summary>Starts Debian's Chromium, headless, with its fake camera and microphone, allowed without a question.</summary>
internal static class Chromium
{
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, RunOptions options) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = options.ChromiumPath,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                "--ignore-certificate-errors", // of "turns:" addresses too, which a page cannot be told to trust
                // The classic page is put under the server's address without coming from there, and may not call this machine without being asked.
                "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets",
                .. options.ChromiumArguments,
            ],
        });
}
