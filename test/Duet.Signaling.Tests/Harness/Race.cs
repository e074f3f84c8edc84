namespace Duet.Signaling.Tests.Harness;

/// <summary>Runs actions at the same moment, each on a thread of its own.</summary>
internal static class Race
{
    /// <summary>Runs all and waits for them. What one of them throws is thrown.</summary>
    public static void Run(params Action[] actions) => Rounds(1, actions.Length, (runner, _) => actions[runner]());

    /// <summary>Lets the same runners start together again and again, which is cheaper than new threads for each round.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="runners">How many at once.</param>
    /// <param name="action">What the runner of a number does in the round of a number.</param>
    /// <param name="afterRound">What to assert when all have come to the end of a round.</param>
    public static void Rounds(int rounds, int runners, Action<int, int> action, Action<int>? afterRound = null)
    {
        using var ended = new Barrier(runners, barrier => afterRound?.Invoke((int)barrier.CurrentPhaseNumber));
        using var start = new Barrier(runners);
        var tasks = Enumerable.Range(0, runners).Select(runner => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < rounds; round++)
                {
                    start.SignalAndWait();
                    try
                    {
                        action(runner, round);
                    }
                    catch
                    {
                        start.RemoveParticipant(); // So that the others do not wait for a runner that fell.
                        ended.RemoveParticipant();
                        throw;
                    }

                    ended.SignalAndWait();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        Task.WaitAll(tasks);
    }
}
