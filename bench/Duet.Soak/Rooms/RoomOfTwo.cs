using Duet.Soak.Checks;

namespace Duet.Soak.Rooms;

/// <summary>A room and its two clients.</summary>
internal sealed class RoomOfTwo(Place place, Habits annas, Habits bens, TimeProvider time)
{
    // Longer than any seat is held without a connection.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(45);

    private readonly Visitor _anna = new(place, "anna", annas, time);
    private readonly Visitor _ben = new(place, "ben", bens, time);

    /// <summary>Both come and go until they are to stop; then one after the other leaves, and the second only when told that the first has.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await Task.WhenAll(_anna.RunAsync(stopping), _ben.RunAsync(stopping));
        await _ben.EndAsync();
        await _anna.WaitUntilAloneAsync(_patience);
        await _anna.EndAsync();
    }
}
