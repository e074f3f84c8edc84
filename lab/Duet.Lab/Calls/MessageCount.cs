namespace Duet.Lab.Calls;

/// <summary>What became of the messages of one person to another.</summary>
/// <param name="Lost">How many did not arrive.</param>
/// <param name="Doubled">How many arrived once more than they were meant to.</param>
internal sealed record MessageCount(int Lost, int Doubled)
{
    public static MessageCount operator +(MessageCount one, MessageCount other) => new(one.Lost + other.Lost, one.Doubled + other.Doubled);

    public static MessageCount operator -(MessageCount one, MessageCount other) => new(one.Lost - other.Lost, one.Doubled - other.Doubled);

    public static MessageCount Between(PageAccount sender, PageAccount receiver)
    {
        var meant = sender.Sent.GroupBy(message => message.Name).ToDictionary(group => group.Key, MeantTimes);
        var arrived = receiver.Received.GroupBy(message => message.Name).ToDictionary(group => group.Key, group => group.ToList());
        return new MessageCount(
            meant.Sum(pair => Math.Max(0, pair.Value - (arrived.GetValueOrDefault(pair.Key)?.Count ?? 0))),
            arrived.Sum(pair => pair.Value.CountBy(copy => copy.Seat).Sum(seat => Math.Max(0, seat.Value - meant.GetValueOrDefault(pair.Key, 1)))));
    }

    // Sent again over another connection, it is the same message; twice over one, it was meant twice. To a server that has forgotten all it is said again,
    // and comes on another seat, where it may have come on the former.
    private static int MeantTimes(IEnumerable<PageMessage> copies) => copies.GroupBy(copy => copy.Socket).Max(socket => socket.Count());
}
