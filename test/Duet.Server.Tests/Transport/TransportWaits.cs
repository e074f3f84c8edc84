using Duet.Server.Tests.Signaling.Upgrade;

namespace Duet.Server.Tests.Transport;

internal static class TransportWaits
{
    /// <summary>Waits until a token is canceled.</summary>
    public static async Task FiredAsync(this CancellationToken token)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.UnsafeRegister(static fired => ((TaskCompletionSource)fired!).TrySetResult(), fired);
        await fired.Task.InTimeAsync();
    }
}
