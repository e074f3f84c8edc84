using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.InCall;

public sealed class ChatTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Message_Written_IsShownAndAnsweredAndStaysWhenTheOtherLeaves()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);

        await anna.WriteAsync("see https://example.org/a, page 2");

        await Expect(anna.ChatMessages).ToHaveTextAsync(["You see https://example.org/a, page 2"]);
        await ben.ExpectAnnouncedAsync("They wrote: see https://example.org/a, page 2");
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "see https://example.org/a, page 2 Unread messages: 1" }).ClickAsync();
        await Expect(ben.ChatMessages).ToHaveTextAsync(["The other person see https://example.org/a, page 2"]);
        await Expect(ben.Page.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://example.org/a");
        await Expect(ben.Page.Locator(".written")).ToHaveCountAsync(0);

        await ben.WriteAsync("thank you");
        await Expect(anna.ChatMessages.Last).ToHaveTextAsync("The other person thank you");
        await Expect(ben.Page.Locator("duet-chat li.delivered")).ToHaveCountAsync(2);

        await ben.LeaveAsync();
        await anna.ExpectStateAsync("waiting");
        await Expect(anna.ChatMessages).ToHaveCountAsync(2);
        await Expect(anna.ChatInput).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Chat_OpenedByItsKey_TakesLettersForWordsAndGivesTheFocusBack()
    {
        await _scene.StartServerAsync();
        var (anna, _) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        await Expect(anna.Button("Chat")).ToBeVisibleAsync(); // Ben has said that he can read.
        await anna.Button("Mute").FocusAsync();

        await anna.Page.Keyboard.PressAsync("c");
        await anna.ExpectFocusAsync("Write a message");
        await anna.Page.Keyboard.TypeAsync("mvc");
        await anna.Page.Keyboard.PressAsync("Shift+Enter");
        await anna.Page.Keyboard.TypeAsync("?");
        await Expect(anna.ChatInput).ToHaveValueAsync("mvc\n?");
        await Expect(anna.Button("Mute")).ToBeVisibleAsync(); // and no key of the call has done anything

        await anna.Page.Keyboard.PressAsync("Escape");
        await Expect(anna.Page.Locator("duet-chat")).ToHaveCountAsync(0);
        await anna.ExpectFocusAsync("Mute");
    }
}
