using Duet.Lab.Calls;

namespace Duet.Lab.Tests.Calls;

public sealed class MessageCountTests
{
    [Fact]
    public void Between_AllArrived_CountsNothing() => Assert.Equal(new MessageCount(0, 0), Count([new(1, "a"), new(1, "b")], ["a", "b"]));

    [Fact]
    public void Between_OneDidNotArrive_IsLost() => Assert.Equal(new MessageCount(1, 0), Count([new(1, "a"), new(1, "b")], ["a"]));

    [Fact]
    public void Between_OneArrivedTwice_IsDoubled() => Assert.Equal(new MessageCount(0, 1), Count([new(1, "a")], ["a", "a"]));

    [Fact]
    public void Between_SentAgainOverAnotherConnection_IsTheSameMessage() => Assert.Equal(new MessageCount(0, 0), Count([new(1, "a"), new(2, "a")], ["a"]));

    [Fact]
    public void Between_SentTwiceOverOneConnection_WasMeantTwice() => Assert.Equal(new MessageCount(0, 0), Count([new(1, "a"), new(1, "a")], ["a", "a"]));

    [Fact]
    public void Between_HandedOverByTheServer_IsNothingToCount() => Assert.Equal(new MessageCount(0, 0), Count([], ["parked"]));

    private static MessageCount Count(IReadOnlyList<PageMessage> sent, string[] received) =>
        MessageCount.Between(Account(sent, []), Account([], [.. received.Select(text => new PageMessage(1, text))]));

    private static PageAccount Account(IReadOnlyList<PageMessage> sent, IReadOnlyList<PageMessage> received) => new([], [], [], sent, received, [], []);
}
