using Duet.Lab.Networks;

namespace Duet.Lab.Tests.Networks;

public sealed class CallPathTests
{
    private static readonly CallPath _direct = new(NeedsRelay: false, Way.RelayUdp, Way.RelayUdp);
    private static readonly CallPath _relayed = new(NeedsRelay: true, Way.RelayUdp, Way.RelayUdp);
    private static readonly CallPath _onlyHttps = new(NeedsRelay: true, Way.RelayTls, Way.RelayUdp);

    [Fact]
    public void IsThatOf_RelayWhereDirectIsPossible_IsAnotherPath() => Assert.False(_direct.IsThatOf(Way.RelayUdp, Way.Direct));

    [Fact]
    public void IsThatOf_DirectWhereARelayIsNeeded_IsAnotherPath() => Assert.False(_relayed.IsThatOf(Way.Direct, Way.Direct));

    [Fact]
    public void IsThatOf_EitherRelayOrBoth_IsThePath()
    {
        Assert.True(_relayed.IsThatOf(Way.RelayUdp, Way.Direct));
        Assert.True(_relayed.IsThatOf(Way.Direct, Way.RelayUdp));
        Assert.True(_relayed.IsThatOf(Way.RelayUdp, Way.RelayUdp));
    }

    [Fact]
    public void IsThatOf_TcpWhereUdpIsPossible_IsAnotherPath() => Assert.False(_relayed.IsThatOf(Way.RelayTcp, Way.Direct));

    [Fact]
    public void IsThatOf_PlainFromWhoCanOnlyReachTheHttpsPort_IsAnotherPath() => Assert.False(_onlyHttps.IsThatOf(Way.Direct, Way.RelayUdp));

    [Fact]
    public void IsThatOf_TlsFromWhoCanOnlyReachTheHttpsPort_IsThePath() => Assert.True(_onlyHttps.IsThatOf(Way.RelayTls, Way.Direct));
}
