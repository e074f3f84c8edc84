namespace Duet.TestKit;

/// <summary>How a Firefox is set up that no person uses.</summary>
public static class FirefoxPreferences
{
    /// <summary>A fake camera and a fake microphone, allowed without a question, and few processes.</summary>
    public static IReadOnlyDictionary<string, object> ForCalls { get; } = new Dictionary<string, object>
    {
        ["media.navigator.streams.fake"] = true,
        ["media.navigator.permission.disabled"] = true,
        // Processes of its own for each site, for codecs and for the next page, which a small machine pays for with each page: all sites here are ours.
        ["fission.autostart"] = false,
        ["dom.ipc.processPrelaunch.enabled"] = false,
        ["media.rdd-process.enabled"] = false,
        ["media.utility-process.enabled"] = false,
        ["ui.prefersReducedMotion"] = 1, // what moves in the page is painted by software
        ["layout.frame_rate"] = 20, // paints as often as the fake cameras need, and no more
    };
}
