using Microsoft.Playwright;

namespace Duet.Browser.Tests.Browsing;

/// <summary>Starts Debian's browsers with a fake camera (a moving picture) and a fake microphone (beeps), allowed without a question.</summary>
internal static class BrowserLauncher
{
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, Engine engine) =>
        engine == Engine.Chromium ? LaunchChromiumAsync(playwright) : LaunchFirefoxAsync(playwright);

    /// <summary>Starts a Chromium; the last of two equal switches is the one that it follows.</summary>
    public static Task<IBrowser> LaunchChromiumAsync(IPlaywright playwright, params string[] furtherSwitches) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                .. furtherSwitches,
            ],
        });

    private static Task<IBrowser> LaunchFirefoxAsync(IPlaywright playwright) =>
        playwright.Firefox.LaunchAsync(new BrowserTypeLaunchOptions
        {
            Channel = "moz-firefox",
            ExecutablePath = "/usr/bin/firefox-esr",
            FirefoxUserPrefs = new Dictionary<string, object>
            {
                ["media.navigator.streams.fake"] = true,
                ["media.navigator.permission.disabled"] = true,
                ["media.peerconnection.ice.loopback"] = true,
            },
        });
}
