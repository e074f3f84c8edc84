using Duet.Browser.Tests.Browsing;

namespace Duet.Browser.Tests.Lobby;

/// <summary>The way through the lobby with the Tab key.</summary>
public sealed class TabOrderTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(1280, 720, "Microphone", "Speaker", "Camera")]
    [InlineData(390, 844)]
    public async Task Tab_ThroughTheLobby_StopsAtAllThatCanBeUsedInTheOrderOfReading(int width, int height, params string[] devices)
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAddressAsync(Engine.Chromium, _scene.Address);
        await anna.Page.SetViewportSizeAsync(width, height);
        await new LobbyPage(anna).ExpectPreviewMovesAsync();

        var stops = await WalkAsync(anna);

        string[] expected =
        [
            "Language", "Turn microphone off", "Turn camera off", "Camera, microphone and speaker", .. devices,
            "Room name", "New name", "Join", "Invite", "Test the connection",
        ];
        Assert.Equal(expected, stops.Select(stop => stop.Name));
        Assert.All(stops.Zip(stops.Skip(1)), pair => Assert.True(Follows(pair.First, pair.Second), $"{pair.Second} comes after {pair.First}"));
    }

    private static async Task<List<Stop>> WalkAsync(CallPage person)
    {
        List<Stop> stops = [];
        for (; ; )
        {
            await person.Page.Keyboard.PressAsync("Tab");
            var name = await person.FocusNameAsync();
            if (name == "nothing" || stops.Any(stop => stop.Name == name)) return stops;
            var box = await person.Page.Locator(":focus").Last.BoundingBoxAsync() ?? throw new InvalidOperationException($"{name} has no box.");
            var scrolled = await person.Page.EvaluateAsync<float>("() => scrollY");
            stops.Add(new Stop(name, box.X, box.Y + scrolled, box.X + box.Width, box.Y + box.Height + scrolled));
        }
    }

    /// <summary>Whether one reads a thing after another: it is below, or on the right.</summary>
    private static bool Follows(Stop before, Stop after) => after.Top >= before.Bottom - 1 || after.Left >= before.Right - 1;

    private sealed record Stop(string Name, float Left, float Top, float Right, float Bottom);
}
