using Duet.Turn.Allocations;

namespace Duet.Turn.Tests.Allocations;

public sealed class PortSetTests
{
    private readonly PortSet _ports = new();

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65_535)]
    public void TryAdd_Twice_IsFalseUntilRemoved(int port)
    {
        Assert.True(_ports.TryAdd(port));
        Assert.False(_ports.TryAdd(port));

        _ports.Remove(port);

        Assert.True(_ports.TryAdd(port));
    }

    [Fact]
    public void Remove_OnePort_LeavesItsNeighbours()
    {
        foreach (var port in new[] { 127, 128, 129 }) _ports.TryAdd(port);

        _ports.Remove(128);

        Assert.False(_ports.TryAdd(127) || _ports.TryAdd(129));
    }
}
