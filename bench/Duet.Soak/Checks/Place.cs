namespace Duet.Soak.Checks;

/// <summary>A room as its two clients know it.</summary>
/// <param name="Room">Its name.</param>
/// <param name="Endpoint">Where the server is.</param>
/// <param name="Tally">Of all rooms.</param>
/// <param name="Faults">Of all rooms.</param>
internal sealed record Place(string Room, Uri Endpoint, Tally Tally, Faults Faults)
{
    /// <summary>Of this room.</summary>
    public Handled Handled { get; } = new();
}
