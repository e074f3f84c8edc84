namespace Duet.Browser.Tests.Screens;

/// <summary>Every screen there is, a line each: what stands here is checked for accessibility and can be photographed.</summary>
internal static class AllScreens
{
    public static IReadOnlyList<Screen> List { get; } =
    [
        new("lobby", stage => stage.OpenAsync("/")),
        new("lobby-invited", stage => stage.OpenAsync(stage.RoomPath)),
        new("lobby-second-tab", async stage =>
        {
            await stage.JoinAsync("waiting");
            stage.LookAt(await stage.OpenSecondTabAsync());
        }),
        new("lobby-invalid-link", stage => stage.OpenAsync("/r/a%20b")),
        new("lobby-camera-refused", stage => stage.OpenWithoutCameraAsync("NotAllowedError")),
        new("lobby-camera-missing", stage => stage.OpenWithoutCameraAsync("NotFoundError")),
        new("lobby-camera-busy", stage => stage.OpenWithoutCameraAsync("NotReadableError")),
        new("lobby-camera-failed", stage => stage.OpenWithoutCameraAsync("AbortError")),
        new("lobby-insecure", stage => stage.OpenAsync("/", "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });")),
        new("lobby-settings", async stage =>
        {
            await stage.OpenAsync(stage.RoomPath);
            await stage.PressAsync("Camera, microphone and speaker", "摄像头、麦克风和扬声器");
            await stage.ExpectDialogAsync();
        }),
        new("lobby-invite", async stage =>
        {
            await stage.OpenAsync(stage.RoomPath);
            await stage.PressAsync("Invite", "邀请");
            await stage.PressAsync("QR code", "二维码");
            await stage.ExpectVisibleAsync("duet-qr");
        }),
        new("lobby-connection-test", async stage =>
        {
            await stage.OpenAsync(stage.RoomPath);
            await stage.PressAsync("Test the connection", "测试连接");
            await stage.ExpectVisibleAsync("duet-connection-test button:enabled");
        }),

        new("call-waiting", stage => stage.JoinAsync("waiting")),
        new("call-connected", stage => stage.CallAsync()),
        new("call-silent", async stage =>
        {
            var other = await stage.CallAsync();
            await other.Keyboard.PressAsync("m");
            await other.Keyboard.PressAsync("v");
            await stage.Page.Keyboard.PressAsync("m");
            await stage.ExpectVisibleAsync(".absent.known");
        }),
        new("call-menu", async stage =>
        {
            await stage.CallAsync();
            await stage.PressAsync("More", "更多");
            await stage.ExpectVisibleAsync("[role=menuitem]:visible");
        }),
        new("call-statistics", async stage =>
        {
            await stage.CallAsync();
            await stage.PressAsync("More", "更多");
            await stage.PressMenuItemAsync("Statistics", "统计信息");
            await stage.ExpectVisibleAsync("duet-chart canvas");
        }),
        new("call-written", async stage =>
        {
            var other = await stage.CallAsync();
            await stage.WriteAsync(other, "The paper is at https://example.org/papers/duet.pdf");
            await stage.ExpectVisibleAsync(".written");
        }),
        new("call-chat", async stage =>
        {
            var other = await stage.CallAsync();
            await stage.OpenChatAsync(stage.Page);
            await stage.WriteAsync(other, "The paper is at https://example.org/papers/duet.pdf");
            await stage.WriteAsync(other, "Section 3 is the one I meant");
            await stage.WriteAsync(stage.Page, "Got it, one moment");
            await stage.ExpectVisibleAsync("li.own.delivered");
        }),
        new("call-shortcuts", async stage =>
        {
            await stage.CallAsync();
            await stage.Page.Keyboard.PressAsync("?");
            await stage.ExpectDialogAsync();
        }),
        new("call-screen", async stage =>
        {
            var other = await stage.CallAsync();
            await stage.PressAsync(other, "Share screen", "共享屏幕");
            await stage.PressMenuItemAsync(other, "Text and details", "文字和细节");
            await stage.ExpectVisibleAsync(".tile.screen.large");
        }),
        new("call-they-left", async stage =>
        {
            var other = await stage.CallAsync();
            await other.CloseAsync();
            await stage.ExpectStateAsync("waiting");
        }),
        new("call-server-lost", async stage =>
        {
            await stage.CallAsync();
            stage.Server.Kill();
            await stage.ExpectAlertAsync();
        }),

        new("end-left", async stage =>
        {
            await stage.JoinAsync("waiting");
            await stage.LeaveAsync();
        }),
        new("end-room-full", async stage =>
        {
            await stage.FillRoomAsync();
            await stage.JoinAsync("room-full");
        }),
        new("end-elsewhere", async stage =>
        {
            await stage.JoinAsync("waiting");
            await stage.PressAsync(await stage.OpenSecondTabAsync(), "Use this tab", "在此标签页继续");
            await stage.ExpectStateAsync("elsewhere");
        }),
        new("end-unreachable", async stage =>
        {
            await stage.OpenAsync(stage.RoomPath);
            stage.Server.Kill();
            await stage.PressJoinAsync();
            await stage.ExpectStateAsync("unreachable");
        }),
        new("offline", stage => stage.OpenAsync("/offline.html")),

        new("element-lobby", stage => stage.OpenSiteAsync(isAllowed: true, "lobby")),
        new("element-refused", stage => stage.OpenSiteAsync(isAllowed: false, "refused")),
    ];

    public static Screen Find(string name) => List.Single(screen => screen.Name == name);
}
