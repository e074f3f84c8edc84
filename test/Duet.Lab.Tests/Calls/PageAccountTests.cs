using Duet.Lab.Calls;

namespace Duet.Lab.Tests.Calls;

public sealed class PageAccountTests
{
    [Fact]
    public void NewAddressSince_AnotherOfTheMachine_IsWhenItCameFirst()
    {
        var account = Of(new(1, "host", "192.168.1.2"), new(12, "host", "192.168.1.2"), new(13, "srflx", "25.1.0.3"), new(14, "host", "192.168.1.3"));

        Assert.Equal(14, account.NewAddressSince(10));
    }

    [Fact]
    public void NewAddressSince_NoOther_IsNull() => Assert.Null(Of(new(1, "host", "192.168.1.2"), new(12, "host", "192.168.1.2")).NewAddressSince(10));

    private static PageAccount Of(params PageCandidate[] candidates) => new([], [], [], [], [], candidates, []);
}
