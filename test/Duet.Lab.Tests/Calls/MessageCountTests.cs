using Duet.Lab.Calls;

namespace Duet.Lab.Tests.Calls;

public sealed class MessageCountTests
{
    [Fact]
    public void Between_AllArrived_CountsNothing() => Assert.Equal(new MessageCount(0, 0), Count([new(1, 1, "a"), new(1, 1, "b")], ["a", "b"]));

    [Fact]
    public void Between_OneDidNotArrive_IsLost() => Assert.Equal(new MessageCount(1, 0), Count([new(1, 1, "a"), new(1, 1, "b")], ["a"]));

    [Fact]
    public void Between_OneArrivedTwice_IsDoubled() => Assert.Equal(new MessageCount(0, 1), Count([new(1, 1, "a")], ["a", "a"]));

    [Fact]
    public void Between_SentAgainOverAnotherConnection_IsTheSameMessage() => Assert.Equal(new MessageCount(0, 0), Count([new(1, 1, "a"), new(2, 1, "a")], ["a"]));

    [Fact]
    public void Between_SentTwiceOverOneConnection_WasMeantTwice() => Assert.Equal(new MessageCount(0, 0), Count([new(1, 1, "a"), new(1, 1, "a")], ["a", "a"]));

    [Theory]
    [InlineData(1, 2, 0)]
    [InlineData(2, 2, 1)]
    public void Between_CameAgain_IsDoubledOnOneSeatAlone(int firstSeat, int secondSeat, int doubled)
    {
        var receiver = Account([], [new(1, firstSeat, "a"), new(2, secondSeat, "a")]);

        Assert.Equal(new MessageCount(0, doubled), MessageCount.Between(Account([new(2, 2, "a")], []), receiver));
    }

    [Fact]
    public void Between_HandedOverByTheServer_IsNothingToCount() => Assert.Equal(new MessageCount(0, 0), Count([], ["parked"]));

    private static MessageCount Count(IReadOnlyList<PageMessage> sent, string[] received) =>
        MessageCount.Between(Account(sent, []), Account([], [.. received.Select(text => new PageMessage(1, 1, text))]));

    private static PageAccount Account(IReadOnlyList<PageMessage> sent, IReadOnlyList<PageMessage> received) => new([], [], [], sent, received, [], []);
}
