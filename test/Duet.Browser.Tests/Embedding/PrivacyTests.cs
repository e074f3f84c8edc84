using System.Collections.Concurrent;
using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;

namespace Duet.Browser.Tests.Embedding;

/// <summary>Nobody but the server hears of a call: what the page and the element load, and from where.</summary>
public sealed class PrivacyTests : IAsyncDisposable
{
    private readonly Scene _scene;
    private readonly ExampleSite _site;

    public PrivacyTests(SharedBrowsers browsers)
    {
        _scene = new Scene(browsers)
        {
            InitScript = "addEventListener('securitypolicyviolation', event => console.error('policy violated: ' + event.violatedDirective + ' ' + event.blockedURI));",
        };
        _site = _scene.Own(new ExampleSite());
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Call_OfPageAndElement_AsksNobodyButItsServer()
    {
        await _scene.StartServerAsync(_site.Permission);
        await _site.StartAsync(_scene.Address);
        var requests = new ConcurrentQueue<Uri>();
        var (page, element) = await Scene.CallAsync(
            () => OpenAsync(new Uri(_scene.Address, "/r/appointment-1030"), requests),
            () => OpenAsync(new Uri(_site.Address, "/embed.html"), requests));
        await page.ExpectSeesAndHearsAsync();
        await page.LeaveAsync();
        await page.ExpectStateAsync("left");

        Assert.NotEmpty(requests);
        Assert.All(requests, request => Assert.Contains(request.Authority, new[] { _scene.Address.Authority, _site.Address.Authority }));
        Assert.DoesNotContain("policy violated", page.Console, StringComparison.Ordinal);
        Assert.DoesNotContain("policy violated", element.Console, StringComparison.Ordinal);
    }

    /// <summary>From an empty page of the site on, so that nothing is loaded before it is watched.</summary>
    private async Task<CallPage> OpenAsync(Uri address, ConcurrentQueue<Uri> requests)
    {
        var person = await _scene.OpenAddressAsync(Engine.Chromium, new Uri(_scene.Address, "/healthz/live"));
        person.Page.Context.Request += (_, request) => Keep(request.Url, requests);
        person.Page.WebSocket += (_, socket) => Keep(socket.Url, requests);
        await person.Page.GotoAsync(address.AbsoluteUri);
        return person;
    }

    private static void Keep(string address, ConcurrentQueue<Uri> requests)
    {
        var uri = new Uri(address);
        if (uri.Scheme is not ("data" or "blob")) requests.Enqueue(uri);
    }
}
