namespace Duet.Server.Tests;

/// <summary>Waits for what another thread does in its own time, such as a session noticing that its socket is gone.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(5);

    public static async Task IsTrueAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < _patience, $"Waited {_patience.TotalSeconds} s in vain: {what}");
            await Task.Delay(_interval, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
