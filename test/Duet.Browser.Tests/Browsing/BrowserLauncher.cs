using Duet.TestKit;
using Microsoft.Playwright;

namespace Duet.Browser.Tests.Browsing;

/// <summary>Starts Debian's browsers with a fake camera (a moving picture) and a fake microphone (beeps), allowed without a question.</summary>
internal static class BrowserLauncher
{
    private const string Chromium = "/usr/bin/chromium";

    // The same engine without windows around it, which take a third of the processor's time and which nobody sees here.
    private const string ChromiumWithoutWindows = "/usr/bin/chromium-headless-shell";

    private const string Firefox = "/usr/bin/firefox-esr";

    // A dictionary, as Playwright passes over what stands in a list.
    private static readonly Dictionary<string, object> _firefoxPreferences = new(FirefoxPreferences.ForCalls)
    {
        ["media.peerconnection.ice.loopback"] = true,
    };

    // The list under the address bar is pages too, and each window starts a process for them, which nobody sees here. Of two equal switches
    // Chromium follows the last, so what Playwright switches off is named here again.
    private static readonly string[] _featuresOff =
    [
        "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
        "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades",
        "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "Translate", "OptimizationHints",
        "NetworkTimeServiceQuerying", "AimEnabled", "BlockOriginHeaderModificationOnRedirect", "AvoidCorsURLLoaderRestartOnRedirect",
    ];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, Engine engine) =>
        engine == Engine.Chromium ? LaunchChromiumAsync(playwright, ChromiumWithoutWindows, []) : LaunchFirefoxAsync(playwright);

    /// <summary>Starts a whole Chromium; the last of two equal switches is the one that it follows.</summary>
    public static Task<IBrowser> LaunchChromiumAsync(IPlaywright playwright, params string[] furtherSwitches) =>
        LaunchChromiumAsync(playwright, Chromium, furtherSwitches);

    /// <summary>Starts a Firefox on a profile that was prepared for it; it ends with its only context.</summary>
    public static Task<IBrowserContext> LaunchFirefoxAsync(IPlaywright playwright, string profile) =>
        playwright.Firefox.LaunchPersistentContextAsync(profile, new BrowserTypeLaunchPersistentContextOptions
        {
            Channel = "moz-firefox",
            ExecutablePath = Firefox,
            FirefoxUserPrefs = _firefoxPreferences,
            Locale = "en-US",
            ColorScheme = ColorScheme.Null, // Debian's Firefox refuses to emulate these.
            ReducedMotion = ReducedMotion.Null,
            ForcedColors = ForcedColors.Null,
            Contrast = Contrast.Null,
        });

    private static Task<IBrowser> LaunchChromiumAsync(IPlaywright playwright, string path, string[] furtherSwitches) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                $"--disable-features={string.Join(',', _featuresOff)}",
                .. furtherSwitches,
            ],
        });

    private static Task<IBrowser> LaunchFirefoxAsync(IPlaywright playwright) =>
        playwright.Firefox.LaunchAsync(new BrowserTypeLaunchOptions
        {
            Channel = "moz-firefox",
            ExecutablePath = Firefox,
            FirefoxUserPrefs = _firefoxPreferences,
        });
}
