using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Lobby;

/// <summary>What a person sees before they join.</summary>
internal sealed class LobbyPage(CallPage person)
{
    public IPage Page => person.Page;

    public ILocator Preview => person.Preview;

    /// <summary>How loud the microphone is, by the segments that are lit.</summary>
    public ILocator Level => Page.Locator("duet-preview").GetByRole(AriaRole.Meter);

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

    public Task ExpectPreviewMovesAsync() => person.ExpectMovesAsync(Preview);
}
