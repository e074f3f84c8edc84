using System.Collections.Concurrent;
using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Allocations;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Allocations;

/// <summary>Requests on one thread each, while others end what they made: whoever wins, nothing is left over and nothing ends twice.</summary>
public sealed class AllocationTableRaceTests
{
    private const int Rounds = 3_000;

    private readonly ManualTimeProvider _time = new();
    private readonly FakePorts _system = new();
    private readonly ConcurrentDictionary<Allocation, int> _ended = new();
    private readonly AllocationTable _table;
    private readonly Allocator _allocator;

    public AllocationTableRaceTests()
    {
        var options = new TurnOptions { AllocationsPerUser = 1_000 };
        var ports = new RelayPorts(options, FakeRelay.DualStack, _system.Bind, _system.Release);
        _table = new AllocationTable(
            options, new AllocationRules(options, _time), ports, ended => Assert.True(_ended.TryAdd(ended, 0), "Ended twice."));
        _allocator = new Allocator(_table, ports);
    }

    public static TheoryData<string> Enders => ["five-tuple", "user", "sweep", "all"];

    [Theory]
    [MemberData(nameof(Enders))]
    public async Task TryAllocate_WhileItIsEnded_LeavesNothing(string ender)
    {
        var stop = false;
        var ending = Task.Run(() =>
        {
            while (!Volatile.Read(ref stop)) End(ender);
        }, TestContext.Current.CancellationToken);

        var made = await Task.WhenAll(Task.Run(() => AllocateAndEnd(port: 1)), Task.Run(() => AllocateAndEnd(port: 2)));
        Volatile.Write(ref stop, true);
        await ending;

        Assert.Equal(made.Sum(), _ended.Count);
        Assert.Equal(0, _table.Count);
        Assert.Empty(_system.Bound);
        Assert.True(_ended.Keys.All(each => each.HasEnded && each.Owner.Snapshot().Length == 0));
        for (var port = 49_152; port <= ushort.MaxValue; port++)
        {
            Assert.Null(_table.FindRelay(new TransportAddress(Ip("20.0.0.1"), (ushort)port)));
            Assert.Null(_table.FindRelay(new TransportAddress(Ip("2a00::20"), (ushort)port)));
        }
    }

    [Fact]
    public async Task Refresh_WhileASweepComes_IsNeverAcceptedForWhatEnds()
    {
        var accepted = 0;
        for (var round = 0; round < Rounds / 10; round++)
        {
            var allocation = Allocate(port: 1);
            var expires = allocation.IPv4!.Expires;
            using var start = new Barrier(2);
            var sweep = Task.Run(() =>
            {
                start.SignalAndWait();
                _table.Sweep(expires);
            }, TestContext.Current.CancellationToken);
            start.SignalAndWait(TestContext.Current.CancellationToken);
            var isAccepted = allocation.TryRefresh(null, expires + 1);
            await sweep;

            Assert.NotEqual(isAccepted, allocation.HasEnded);
            if (isAccepted) accepted++;
            _table.End(allocation);
        }

        Assert.InRange(accepted, 0, Rounds);
        Assert.Empty(_system.Bound);
    }

    [Fact]
    public async Task TryPermit_WhileASweepComes_IsNeverLost()
    {
        var allocation = Allocate(port: 1);
        var stop = false;
        var now = _time.GetTimestamp();
        var sweeping = Task.Run(() =>
        {
            // In the eyes of this sweep everything but what was refreshed in the last round has expired.
            while (!Volatile.Read(ref stop)) _table.Sweep(Volatile.Read(ref now));
        }, TestContext.Current.CancellationToken);

        for (var round = 0; round < Rounds; round++)
        {
            var present = now + _table.Rules.End(0, TimeSpan.FromSeconds(301));
            Assert.True(allocation.TryRefresh(null, present + _table.Rules.End(0, TimeSpan.FromSeconds(600))));
            Assert.True(allocation.TryPermit([Ip("40.0.0.1"), Ip($"40.0.1.{round % 8}")], present));
            Volatile.Write(ref now, present);
            Assert.True(allocation.HasPermission(Ip("40.0.0.1"), present));
        }

        Volatile.Write(ref stop, true);
        await sweeping;
        _table.Sweep(now);
        Assert.Equal(2, allocation.PermissionCount);
    }

    private int AllocateAndEnd(ushort port)
    {
        for (var round = 0; round < Rounds; round++) _table.End(Allocate(port));
        return Rounds;
    }

    private Allocation Allocate(ushort port)
    {
        var fiveTuple = new FiveTuple(new TransportAddress(Ip("30.0.0.1"), port), FakeRelay.Listener, TransportProtocol.Udp);
        var request = new AllocationRequest(fiveTuple, "anna", 0, null, TransactionId.Random(), default, TimeSpan.Zero);
        Assert.True(_allocator.TryAllocate(request, _time.GetTimestamp(), out var allocation, out var refusal), $"{refusal}");
        return allocation;
    }

    private void End(string ender)
    {
        switch (ender)
        {
            case "five-tuple":
                _table.EndAllOf(new FiveTuple(new TransportAddress(Ip("30.0.0.1"), 1), FakeRelay.Listener, TransportProtocol.Udp));
                break;
            case "user":
                _table.EndAllOf("anna");
                break;
            case "sweep":
                _table.Sweep(long.MaxValue);
                break;
            default:
                _table.EndAll();
                break;
        }
    }
}
