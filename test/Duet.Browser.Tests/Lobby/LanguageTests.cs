using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Lobby;

public sealed class LanguageTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Language_AnotherIsChosen_EveryTextIsInItAtOnceAndAfterReloading()
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAsync(Engine.Chromium, "quiet-harbour");
        await new LobbyPage(anna).ExpectDevicesAsync();
        await Expect(anna.Button("Join")).ToBeVisibleAsync();

        await anna.Page.GetByRole(AriaRole.Combobox, new() { Name = "Language" }).SelectOptionAsync("zh-CN");
        await ExpectChineseAsync(anna);

        await anna.Page.ReloadAsync();
        await new LobbyPage(anna).ExpectPreviewMovesAsync();
        await ExpectChineseAsync(anna);

        await anna.Button("加入").ClickAsync();
        await anna.ExpectStateAsync("waiting");
        await ExpectChineseAsync(anna);
    }

    private static async Task ExpectChineseAsync(CallPage person)
    {
        await Expect(person.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        Assert.Equal("quiet-harbour · Duet", await person.Page.TitleAsync());
        Assert.Empty(await person.Page.EvaluateAsync<string[]>(English));
    }

    /// <summary>JavaScript: all words of the page that are in Latin letters, seen or for screen readers, but for names and protocols.</summary>
    private const string English =
        """
        () => {
          const names = ["Duet", "English"];
          const attributes = ["aria-label", "title", "placeholder", "alt", "data-tip"];
          const everything = (root) => [...root.querySelectorAll("*")].flatMap((each) => [each, ...(each.shadowRoot ? everything(each.shadowRoot) : [])]);
          const words = everything(document.body)
            .filter((element) => !element.matches("style, script, noscript, kbd, option:not([lang])")) // devices are called what the system calls them
            .flatMap((element) => [
              ...[...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data.trim()),
              ...attributes.map((name) => element.getAttribute(name) ?? ""),
            ]);
          return words.filter((text) => /[A-Za-z]{2}/.test(text.replaceAll(/UDP|TCP|TLS/g, "")) && !names.includes(text));
        }
        """;
}
