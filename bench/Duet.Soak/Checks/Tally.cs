namespace Duet.Soak.Checks;

/// <summary>Counts events; thread safe.</summary>
internal sealed class Tally
{
    private readonly long[] _counts = new long[Enum.GetValues<Event>().Length];

    public long this[Event counted] => Volatile.Read(ref _counts[(int)counted]);

    public void Count(Event counted) => Interlocked.Increment(ref _counts[(int)counted]);
}
