using Duet.Lab.Namespaces;
using Microsoft.Playwright;

namespace Duet.Lab.Calls;

/// <summary>Starts Debian's Chromium in a network, headless, with its fake camera and microphone, allowed without a question.</summary>
internal static class Chromium
{
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright, NetworkNamespace network)
    {
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = await WriteStarterAsync(network),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                "--ignore-certificate-errors", // of "turns:" addresses too, which a page cannot be told to trust
            ],
        });
    }

    // Playwright talks to a browser over pipes, so it need not be in the same network.
    private static async Task<string> WriteStarterAsync(NetworkNamespace network)
    {
        var path = LabDirectory.File($"chromium-{network.Name}");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\nexec ip netns exec {network.Name} /usr/bin/chromium \"$@\"\n");
        await Command.RunAsync("chmod", ["+x", path]);
        return path;
    }
}
