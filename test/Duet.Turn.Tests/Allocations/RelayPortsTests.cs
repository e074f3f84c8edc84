using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Allocations;

public sealed class RelayPortsTests
{
    private const InternetAddressFamily IPv4 = InternetAddressFamily.IPv4;

    private readonly FakePorts _system = new();

    [Fact]
    public void TryTake_UntilNoneIsLeft_GivesEachPortOfTheRangeOnce()
    {
        var ports = Ports(50_001, 50_100);

        var taken = TakeAll(ports, PortParity.Any);

        Assert.Equal(Enumerable.Range(50_001, 100), taken.Order());
    }

    [Theory]
    [InlineData(50_000, 50_011)]
    [InlineData(50_001, 50_012)]
    [InlineData(50_001, 50_001)]
    public void TryTake_EvenUntilNoneIsLeft_GivesEachEvenPortOnce(int first, int last)
    {
        var taken = TakeAll(Ports(first, last), PortParity.Even);

        Assert.Equal(Enumerable.Range(first, last - first + 1).Where(port => port % 2 == 0), taken.Order());
    }

    [Theory]
    [InlineData(50_000, 50_003, 2)]
    [InlineData(50_001, 50_004, 1)]
    [InlineData(50_000, 50_000, 0)]
    [InlineData(50_001, 50_002, 0)]
    [InlineData(65_534, 65_535, 1)]
    public void TryTakePair_UntilNoneIsLeft_GivesEachPairOnce(int first, int last, int pairs)
    {
        var ports = Ports(first, last);
        var count = 0;
        while (ports.TryTakePair(worker: 0, IPv4) is { } pair)
        {
            count++;
            Assert.Equal((0, pair.Even.Advertised.Port + 1), (pair.Even.Advertised.Port % 2, pair.Next.Advertised.Port));
        }

        Assert.Equal((pairs, 2 * pairs), (count, _system.Bound.Count));
    }

    [Fact]
    public void TryTake_PortsOfAnotherProgram_AreLeftOut()
    {
        _system.TakenElsewhere = port => port.Port != 50_077;
        var ports = Ports(50_000, 50_099);

        Assert.Equal([50_077], TakeAll(ports, PortParity.Any));
    }

    [Fact]
    public void TryTake_NothingButPortsOfAnotherProgram_GivesUpAfterSomeHundreds()
    {
        _system.TakenElsewhere = _ => true;

        Assert.Null(Ports(1_024, 65_535).TryTake(worker: 0, IPv4, PortParity.Any));

        Assert.InRange(_system.Binds, 16, 600);
    }

    [Fact]
    public void TryTake_FullOfOwnPorts_AsksTheSystemForNothing()
    {
        var ports = Ports(50_000, 50_999);
        TakeAll(ports, PortParity.Any);
        var before = _system.Binds;

        Assert.Null(ports.TryTake(worker: 0, IPv4, PortParity.Any));

        Assert.Equal(before, _system.Binds);
    }

    [Fact]
    public void Release_ThenTake_GivesItAgain()
    {
        var ports = Ports(50_000, 50_000);
        ports.Release(ports.TryTake(worker: 0, IPv4, PortParity.Any)!.Value);

        Assert.NotNull(ports.TryTake(worker: 0, IPv4, PortParity.Any));
    }

    [Fact]
    public void TryTake_Families_HavePortsOfTheirOwn()
    {
        var ports = Ports(50_000, 50_000);

        Assert.NotNull(ports.TryTake(worker: 0, IPv4, PortParity.Any));
        Assert.NotNull(ports.TryTake(worker: 0, InternetAddressFamily.IPv6, PortParity.Any));
    }

    [Fact]
    public void TryTake_FamilyWithoutAnAddress_GivesNone()
    {
        var ports = new RelayPorts(new TurnOptions(), FakeRelay.IPv4Only, _system.Bind, _system.Release);

        Assert.Null(ports.TryTake(worker: 0, InternetAddressFamily.IPv6, PortParity.Any));
        Assert.Null(ports.TryTakePair(worker: 0, InternetAddressFamily.IPv6));
    }

    [Fact]
    public void TryTake_TheWholeRange_IsSpread()
    {
        var ports = new RelayPorts(new TurnOptions(), FakeRelay.DualStack, _system.Bind, _system.Release);

        for (var time = 0; time < 64; time++) ports.TryTake(worker: 0, IPv4, PortParity.Any);

        // Each quarter of the range misses out once in 100 million times.
        Assert.Equal(4, _system.Bound.Select(port => (port.Port - 49_152) / 4_096).Distinct().Count());
    }

    [Fact]
    public async Task TryTake_OnSeveralThreads_GivesNoPortTwice()
    {
        var ports = Ports(50_000, 50_999);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TakeAll(ports, PortParity.Any))));

        Assert.Equal(1_000, taken.SelectMany(each => each).Distinct().Count());
        Assert.Equal(1_000, taken.Sum(each => each.Count));
    }

    private RelayPorts Ports(int first, int last) =>
        new(new TurnOptions { RelayPortMin = first, RelayPortMax = last }, FakeRelay.DualStack, _system.Bind, _system.Release);

    private static List<int> TakeAll(RelayPorts ports, PortParity parity)
    {
        var taken = new List<int>();
        while (ports.TryTake(worker: 0, IPv4, parity) is { } port) taken.Add(port.Advertised.Port);
        return taken;
    }
}
