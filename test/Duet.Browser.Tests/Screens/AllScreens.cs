namespace Duet.Browser.Tests.Screens;

/// <summary>Every screen there is, a line each: what stands here is checked for accessibility and can be photographed.</summary>
internal static class AllScreens
{
    public static IReadOnlyList<Screen> List { get; } =
    [
        new("lobby", stage => stage.OpenAsync("/")),
        new("lobby-invited", stage => stage.OpenAsync(stage.RoomPath)),
        new("lobby-invalid-link", stage => stage.OpenAsync("/r/a%20b")),
        new("lobby-camera-refused", stage => stage.OpenWithoutCameraAsync("NotAllowedError")),
        new("lobby-camera-missing", stage => stage.OpenWithoutCameraAsync("NotFoundError")),
        new("lobby-camera-busy", stage => stage.OpenWithoutCameraAsync("NotReadableError")),
        new("lobby-camera-failed", stage => stage.OpenWithoutCameraAsync("AbortError")),
        new("lobby-insecure", stage => stage.OpenAsync("/", "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });")),

        new("call-waiting", stage => stage.JoinAsync("waiting")),
        new("call-connected", stage => stage.CallAsync()),
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
