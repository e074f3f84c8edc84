using Duet.Lab.Namespaces;

namespace Duet.Lab.Tests.Namespaces;

public sealed class LabNameTests
{
    [Fact]
    public void TryReadOwner_OfAnOwnName_IsThisProcess()
    {
        Assert.True(LabName.TryReadOwner(LabName.For("router1"), out var owner));

        Assert.Equal(Environment.ProcessId, owner);
    }

    [Theory]
    [InlineData("router1")]
    [InlineData("duetlab-")]
    [InlineData("duetlab-12")]
    [InlineData("duetlab-x-router1")]
    [InlineData("other-12-router1")]
    public void TryReadOwner_OfAnotherName_IsNobody(string name) => Assert.False(LabName.TryReadOwner(name, out _));
}
