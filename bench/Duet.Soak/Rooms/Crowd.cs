using Duet.Soak.Checks;

namespace Duet.Soak.Rooms;

/// <summary>All rooms.</summary>
internal sealed class Crowd
{
    // A client that drops connections at every turn says nothing in between.
    private const double MostDrops = 0.3;

    private readonly RoomOfTwo[] _rooms;

    public Crowd(SoakOptions options, Uri endpoint, Tally tally, Faults faults)
    {
        var actsPerSecond = 2 * options.Rooms / Habits.MeanPause.TotalSeconds;
        var dropShare = Math.Min(options.DropsPerSecond / actsPerSecond, MostDrops);
        var seeds = new Random(options.Seed);
        _rooms =
        [
            .. Enumerable.Range(1, options.Rooms).Select(number => new RoomOfTwo(
                new Place($"room-{number}", endpoint, tally, faults),
                new Habits(seeds.Next(), dropShare),
                new Habits(seeds.Next(), dropShare),
                TimeProvider.System)),
        ];
    }

    /// <summary>Lets everybody come and go until they are to stop, and returns when all have left.</summary>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(_rooms.Select(room => room.RunAsync(stopping)));
}
