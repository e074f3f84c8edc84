namespace Duet.Turn.Tests.Sockets.Harness;

internal static class OwnThread
{
    /// <summary>Runs on a thread of its own: the pool's may all be waiting in other tests.</summary>
    public static Task Run(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
