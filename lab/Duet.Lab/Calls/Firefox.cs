using Duet.Lab.Namespaces;
using Microsoft.Playwright;

namespace Duet.Lab.Calls;

/// <summary>Starts Debian's Firefox in a network, headless, with its fake camera and microphone, allowed without a question.</summary>
internal static class Firefox
{
    private static readonly Dictionary<string, object> _preferences = new()
    {
        ["media.navigator.streams.fake"] = true,
        ["media.navigator.permission.disabled"] = true,
        // Processes of its own for each site, for codecs and for the next page, which a small machine pays for: all sites here are one.
        ["fission.autostart"] = false,
        ["dom.ipc.processPrelaunch.enabled"] = false,
        ["media.rdd-process.enabled"] = false,
        ["media.utility-process.enabled"] = false,
        ["layout.frame_rate"] = 20,
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
