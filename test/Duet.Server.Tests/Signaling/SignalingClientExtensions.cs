namespace Duet.Server.Tests.Signaling;

internal static class SignalingClientExtensions
{
    /// <summary>The code of the error that must come next.</summary>
    public static async Task<string> ReceiveErrorAsync(this SignalingClient client) =>
        (await client.ReceiveAsync("error"))["code"]!.GetValue<string>();
}
