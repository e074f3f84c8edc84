namespace Duet.Soak.Rooms;

/// <summary>What one client chooses, and when: random, and the same for the same seed.</summary>
internal sealed class Habits(int seed, double dropShare)
{
    private static readonly TimeSpan _arrivals = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _leastPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _mostPause = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan _mostRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _leastSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _mostSilence = TimeSpan.FromSeconds(60);

    // The server pings after 20 s of silence, and waits 20 s for the answer.
    private static readonly TimeSpan _deafnessNoticed = TimeSpan.FromSeconds(40);

    // What is certain about a time that two processes measure.
    private static readonly TimeSpan _tolerance = TimeSpan.FromSeconds(5);

    private readonly Random _random = new(seed);
    private readonly (Deed Deed, double Share)[] _deeds =
    [
        (Deed.Drop, dropShare),
        (Deed.Confirm, 0.2),
        (Deed.Leave, 0.015),
        (Deed.Babble, 0.01),
        (Deed.FallSilent, 0.01),
        (Deed.GoDeaf, 0.003),
        (Deed.Provoke, 0.002),
    ];

    /// <summary>How often a client that is connected does something, on average.</summary>
    public static TimeSpan MeanPause { get; } = (_leastPause + _mostPause) / 2;

    public Deed NextDeed()
    {
        var chance = _random.NextDouble();
        foreach (var (deed, share) in _deeds)
        {
            if (chance < share) return deed;
            chance -= share;
        }

        return Deed.Talk;
    }

    public bool NextIsLikely(double share) => _random.NextDouble() < share;

    /// <summary>How many letters are sent at once: one as a rule.</summary>
    public int NextLetters() => NextIsLikely(0.1) ? _random.Next(2, 12) : 1;

    /// <summary>A letter as it comes in calls: a description, or one of the many candidates.</summary>
    public (string Cmd, int Length) NextLetter() => _random.Next(11) switch
    {
        0 => ("offer", _random.Next(1000, 3000)),
        1 => ("answer", _random.Next(1000, 3000)),
        _ => ("candidate", _random.Next(150, 250)),
    };

    public int NextNonsense() => _random.Next(1000);

    public TimeSpan NextArrival() => Between(TimeSpan.Zero, _arrivals);

    public TimeSpan NextPause() => Between(_leastPause, _mostPause);

    /// <summary>How long somebody stays out of the room.</summary>
    public TimeSpan NextRest() => Between(TimeSpan.Zero, _mostRest);

    public TimeSpan NextSilence() => Between(_leastSilence, _mostSilence);

    /// <summary>How long somebody is away whose connection is lost: mostly shorter than their seat is held, or about that long, or longer.</summary>
    public Absence NextAbsence(TimeSpan hold)
    {
        var length = _random.NextDouble() switch
        {
            < 0.6 => Between(TimeSpan.Zero, Least(hold - _tolerance)),
            < 0.75 => Between(Least(hold - _tolerance), hold + _tolerance),
            _ => Between(hold + _tolerance, hold + 3 * _tolerance),
        };
        return new Absence(length, Least(hold - _tolerance), hold + _tolerance);
    }

    /// <summary>The same for somebody who only reads nothing; their seat is held from when the server has noticed.</summary>
    public Absence NextDeafness(TimeSpan hold)
    {
        var held = Least(_deafnessNoticed + hold - _tolerance);
        return new Absence(Between(TimeSpan.Zero, held), held, TimeSpan.MaxValue);
    }

    private static TimeSpan Least(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private TimeSpan Between(TimeSpan least, TimeSpan most) => least + (most - least) * _random.NextDouble();
}
