using Duet.Browser.Tests.Browsing;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Duet.Browser.Tests.Lobby;

/// <summary>How the other person comes to know of the room.</summary>
public sealed class InviteTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Engine.Chromium, "quiet-harbour")]
    [InlineData(Engine.Firefox, "会议")]
    public async Task QrCode_OfARoom_IsReadAsItsLink(Engine engine, string room)
    {
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(engine, room));
        await lobby.Button("Invite").ClickAsync();

        await lobby.Button("QR code").ClickAsync();

        var code = await lobby.Page.Locator("duet-qr svg").EvaluateAsync<Picture>(Draw);
        Assert.Equal(new Uri(_scene.Address, $"/r/{Uri.EscapeDataString(room)}").AbsoluteUri, Decode(code));
    }

    [Fact]
    public async Task Link_CopiedBeforeJoining_IsThatOfTheRoomThatIsTyped()
    {
        await _scene.StartServerAsync();
        var person = await _scene.OpenAddressAsync(Engine.Chromium, _scene.Address);
        await person.Page.Context.GrantPermissionsAsync(["camera", "microphone", "clipboard-read", "clipboard-write"]); // what is not named is denied
        await person.RoomName.FillAsync("tea with anna");
        await person.Button("Invite").ClickAsync();

        Assert.Equal(new Uri(_scene.Address, "/r/tea-with-anna"), await person.CopyLinkAsync());
    }

    /// <summary>The brightness of each pixel of a code, as a camera would see it.</summary>
    private const string Draw = """
        (svg) => {
          const { x, width } = svg.viewBox.baseVal;
          const side = width * 4;
          const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
          const context = canvas.getContext("2d");
          context.fillStyle = "#fff";
          context.fillRect(0, 0, side, side);
          context.fillStyle = "#000";
          context.scale(4, 4);
          context.translate(-x, -x);
          context.fill(new Path2D(svg.querySelector("path").getAttribute("d")));
          const { data } = context.getImageData(0, 0, side, side);
          return { side, pixels: Array.from({ length: side * side }, (_, index) => data[4 * index]) };
        }
        """;

    private static string? Decode(Picture picture)
    {
        var pixels = Array.ConvertAll(picture.Pixels, brightness => (byte)brightness);
        var source = new RGBLuminanceSource(pixels, picture.Side, picture.Side, RGBLuminanceSource.BitmapFormat.Gray8);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)))?.Text;
    }

    private sealed class Picture
    {
        public int Side { get; set; }

        public int[] Pixels { get; set; } = [];
    }
}
