using Duet.Browser.Tests.Browsing;
using Duet.Browser.Tests.Media;

namespace Duet.Browser.Tests.Embedding;

/// <summary>A page with a Content Security Policy of its own, which may allow WebSockets and no other way to ask whether the server is there.</summary>
public sealed class ContentPolicyTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("connect-src ws: wss:", "server-unreachable, and WebSockets without a probe from now on")]
    [InlineData("connect-src *", "reached")]
    public async Task Probe_ThatThePolicyForbids_IsTheLast(string policy, string expected)
    {
        var host = _scene.Own(await SdkHost.StartAsync());
        await _scene.StartServerAsync();
        var person = await _scene.NewPersonAsync(await browsers.GetAsync(Engine.Firefox), Engine.Firefox);
        await person.Page.GotoAsync(host.Origin);

        var outcome = await person.Page.EvaluateAsync<string>(
            """
            async ([policy, server]) => {
              const meta = Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content: policy });
              const told = new Promise(resolve => addEventListener("securitypolicyviolation", resolve));
              document.head.append(meta);
              const { isProbedFirst, probeServer } = await import("/sdk/server-probe.js");
              const outcome = await probeServer(server, 10_000, new AbortController().signal).then(() => "reached", ({ code }) => code);
              if (outcome !== "reached") await told;
              await new Promise(resolve => setTimeout(resolve)); // The module is told after this page.
              return isProbedFirst() ? outcome : `${outcome}, and WebSockets without a probe from now on`;
            }
            """,
            new[] { policy, _scene.Server.SignalingEndpoint.AbsoluteUri }).WaitAsync(CallPage.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(expected, outcome);
    }
}
