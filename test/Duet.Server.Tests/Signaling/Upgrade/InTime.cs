namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>Bounds a wait, so that what should have come and did not fails its test instead of holding it up.</summary>
internal static class InTime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    public static Task InTimeAsync(this Task task) => task.WaitAsync(_patience);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(_patience);

    public static Task InTimeAsync(this ValueTask task) => task.AsTask().InTimeAsync();

    public static Task<T> InTimeAsync<T>(this ValueTask<T> task) => task.AsTask().InTimeAsync();
}
