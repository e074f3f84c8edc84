using System.Text.Json;
using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Embedding;

/// <summary>Duet as an application on somebody's device.</summary>
public sealed class InstallationTests(SharedBrowsers browsers) : IAsyncDisposable
{
    /// <summary>A promise of the moment when another worker takes the page over, in JavaScript.</summary>
    private const string Taken = "new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }))";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Page_InChromium_HasAManifestWithoutErrors()
    {
        await _scene.StartServerAsync();
        var person = await _scene.OpenAddressAsync(Engine.Chromium, _scene.Address);
        var session = await person.Page.Context.NewCDPSessionAsync(person.Page);

        var manifest = (await session.SendAsync("Page.getAppManifest"))!.Value;

        Assert.EndsWith("/manifest.webmanifest", manifest.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Empty(manifest.GetProperty("errors").EnumerateArray());
        Assert.Contains("\"name\": \"Duet\"", manifest.GetProperty("data").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Icons_OfTheManifest_HaveTheSizesThatItNames()
    {
        await _scene.StartServerAsync();
        var person = await _scene.OpenAddressAsync(Engine.Chromium, _scene.Address);
        var icons = await person.Page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const { icons } = await (await fetch("/manifest.webmanifest")).json();
              const drawn = icons.filter(({ sizes }) => sizes !== "any").map(async ({ src, sizes, purpose }) => {
                const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
                return { sizes, purpose: purpose ?? "any", drawn: `${width}x${height}` };
              });
              return Promise.all(drawn);
            }
            """);

        Assert.All(icons.EnumerateArray(), icon => Assert.Equal(icon.GetProperty("sizes").GetString(), icon.GetProperty("drawn").GetString()));
        foreach (var purpose in new[] { "any", "maskable" })
        {
            Assert.Contains(icons.EnumerateArray(), icon =>
                icon.GetProperty("sizes").GetString() == "512x512" && icon.GetProperty("purpose").GetString() == purpose);
        }
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task Page_ServerGone_SaysThatItIsOffline(Engine engine)
    {
        await _scene.StartServerAsync();
        var person = await _scene.OpenAddressAsync(engine, _scene.Address);
        await person.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        _scene.Server.Kill();
        // Not by Playwright, which takes the refused request for a page that did not load, whatever the worker answers with.
        await person.Page.EvaluateAsync("() => { location.reload(); }");
        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "You are offline" })).ToBeVisibleAsync();
        await Expect(person.Page.Locator("a").First).ToHaveCSSAsync("text-decoration-line", "none"); // its style is there too
    }

    [Fact]
    public async Task Worker_OfANewBuild_TakesOverAndClearsWhatTheOldOneKept()
    {
        await using var site = await ChangingSite.StartAsync();
        var person = await _scene.OpenAddressAsync(Engine.Chromium, site.Address);
        await person.Page.EvaluateAsync($"async () => {{ const taken = {Taken}; await navigator.serviceWorker.register('/worker.js'); await taken; }}");
        Assert.Equal(["duet-first"], await CachesAsync(person.Page));

        site.Build = "second";
        await person.Page.EvaluateAsync($"async () => {{ const taken = {Taken}; await (await navigator.serviceWorker.ready).update(); await taken; }}");

        await person.Page.WaitForFunctionAsync("async () => (await caches.keys()).join() === 'duet-second'"); // it tidies up after it has taken over
        await person.Page.ReloadAsync();
        await Expect(person.Page.GetByText("build second")).ToBeVisibleAsync();
    }

    private static Task<string[]> CachesAsync(IPage page) => page.EvaluateAsync<string[]>("() => caches.keys()");
}
