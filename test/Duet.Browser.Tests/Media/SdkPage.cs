using System.Text.Json;
using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Media;

/// <summary>A person whose page is a call and nothing around it, and whose microphone is a tone.</summary>
internal sealed class SdkPage(CallPage person, int hertz)
{
    /// <summary>The tone of the fake microphone of Firefox (<c>media.navigator.audio.fake_frequency</c>), in hertz.</summary>
    public const int FirefoxsFakeMicrophone = 1000;

    public CallPage Person => person;

    /// <summary>The tone that the other is to hear.</summary>
    public int Hertz => hertz;

    public Task JoinAsync() => person.Button("Join").ClickAsync();

    public Task ExpectStateAsync(string state) => Expect(person.Page.Locator("#state")).ToHaveTextAsync(state);

    public Task ExpectHearsAsync(int tone) => person.Page.EvaluateAsync("hertz => client.hearTone(hertz)", tone).WaitAsync(CallPage.Patience);

    /// <summary>Asserts that the screen of the other moves, and their camera beside it.</summary>
    public async Task ExpectSeesScreenBesideCameraAsync()
    {
        await WaitAsync("() => client.call.remoteScreen !== null");
        await person.ExpectMovesAsync(person.Page.GetByTestId("remote-screen"));
        await person.ExpectMovesAsync(person.RemoteVideo);
    }

    public async Task WaitAsync(string condition) =>
        await person.Page.WaitForFunctionAsync(condition, null, new() { Timeout = (float)CallPage.Patience.TotalMilliseconds });

    /// <summary>The first statistics that fulfil a condition, which is JavaScript over <c>statistics</c>.</summary>
    public async Task<JsonElement> StatisticsWhenAsync(string condition) =>
        (await person.Page.EvaluateAsync($"() => client.statisticsWhen(statistics => {condition})").WaitAsync(CallPage.Patience))!.Value;
}
