using Duet.Lab.Namespaces;
using Duet.TestKit;
using Microsoft.Playwright;

namespace Duet.Lab.Calls;

/// <summary>Starts Debian's Firefox in a network, headless, with its fake camera and microphone, allowed without a question.</summary>
internal static class Firefox
{
    private static readonly Dictionary<string, object> _preferences = new(FirefoxPreferences.ForCalls)
    {
        ["network.trr.mode"] = 5, // names come from the network's own file, and from nobody else
    };

    /// <param name="playwright">Playwright.</param>
    /// <param name="network">Where it runs.</param>
    /// <param name="door">By which Playwright comes to it: Firefox listens for it on its network's 127.0.0.1.</param>
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright, NetworkNamespace network, LoopbackDoor door) =>
        await playwright.Firefox.LaunchAsync(new BrowserTypeLaunchOptions
        {
            Channel = "moz-firefox",
            // The first of two equal switches is the one that Firefox follows; the other is Playwright's.
            ExecutablePath = await Starter.WriteAsync("firefox", network, $"/usr/bin/firefox-esr --remote-debugging-port={door.Port}"),
            FirefoxUserPrefs = _preferences,
        });
}
