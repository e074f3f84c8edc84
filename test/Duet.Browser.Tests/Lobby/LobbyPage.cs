using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Lobby;

/// <summary>What a person sees before they join.</summary>
internal sealed class LobbyPage(CallPage person)
{
    public IPage Page => person.Page;

    public ILocator Preview => person.Preview;

    /// <summary>Why a device does not work, and what to do about it.</summary>
    public ILocator Help => Page.Locator("duet-media-help section");

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Button(string name) => person.Button(name);

    /// <summary>The menu of a kind of device, under the picture.</summary>
    public ILocator Menu(string device) => Page.Locator("duet-lobby .look").GetByRole(AriaRole.Combobox, new() { Name = device, Exact = true });

    /// <summary>The name of the device that a menu shows.</summary>
    public async Task<string> ChosenAsync(string device) =>
        await Menu(device).EvaluateAsync<string>("menu => menu.selectedOptions[0].textContent.trim()");

    public Task ExpectChosenAsync(string device, string name) => Expect(Menu(device).Locator("option:checked")).ToHaveTextAsync(name);

    /// <summary>Waits until both devices are open.</summary>
    public async Task ExpectDevicesAsync()
    {
        await person.ExpectMovesAsync(Preview);
        await Expect(Menu("Microphone")).ToBeEnabledAsync();
    }

    /// <summary>Waits until the microphone is so loud, by the number of segments that are lit: a JavaScript function.</summary>
    public Task ExpectLevelAsync(string condition) => person.ExpectAttributeAsync(
        Page.Locator("duet-preview").GetByRole(AriaRole.Meter), "aria-valuenow", condition);

    public Task ExpectPreviewMovesAsync() => person.ExpectMovesAsync(Preview);
}
