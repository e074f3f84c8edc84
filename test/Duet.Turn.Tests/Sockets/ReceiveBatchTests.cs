using Duet.Stun;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Sockets;

public sealed class ReceiveBatchTests
{
    [Theory, OnEachLayer]
    public void Receive_NothingThere_IsNoRun(Layer layer)
    {
        using var host = new SocketHost(layer);

        Assert.Equal(0, host.Received.Receive(host.Bind()));
    }

    [Theory, OnEachLayer]
    public void Receive_IPv4_TellsFromWhomAndToWhat(Layer layer) => ReceiveTells(layer, "127.0.0.1");

    [Theory, OnEachLayer]
    public void Receive_IPv6_TellsFromWhomAndToWhat(Layer layer) => ReceiveTells(layer, "::1");

    [Theory, OnEachLayer]
    public void Receive_SizesOfAllKinds_KeepsOrderAndSizes(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        int[] sizes = [1, 100, 100, 99, 100, 0, 1_200, 65_507, 1, 1];

        for (var i = 0; i < sizes.Length; i++) peer.Send(socket.LocalAddress, Bytes.Some(sizes[i], i));

        var arrivals = host.Receive(socket, sizes.Length);
        for (var i = 0; i < sizes.Length; i++) Assert.Equal(Bytes.Some(sizes[i], i), arrivals[i].Bytes);
    }

    [Theory, OnEachLayer]
    public void Receive_EmptyDatagram_IsOneRunOfOneEmptyDatagram(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();

        peer.Send(socket.LocalAddress);

        Assert.Empty(Assert.Single(host.Receive(socket, 1)).Bytes);
    }

    [Theory, OnEachLayer]
    public void Receive_MoreThanABatch_LeavesTheRestForTheNext(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        var count = 2 * host.Received.Capacity + 1;

        for (var i = 0; i < count; i++) peer.Send(socket.LocalAddress, (byte)i);

        Assert.Equal(Enumerable.Range(0, count), host.Receive(socket, count).Select(arrival => (int)arrival.Bytes[0]));
    }

    [Theory, OnEachLayer]
    public void Receive_AfterALongSender_KnowsAShortOne(Layer layer)
    {
        using var host = new SocketHost(layer);
        var (ipv6, ipv4) = (host.Bind("::1"), host.Bind());
        using var longName = new PlainSocket("::1");
        using var shortName = new PlainSocket();

        for (var i = 0; i < 2; i++)
        {
            shortName.Send(ipv4.LocalAddress, 4);
            longName.Send(ipv6.LocalAddress, 6);
            Assert.Equal(shortName.Address, host.Receive(ipv4, 1)[0].From);
            Assert.Equal(longName.Address, host.Receive(ipv6, 1)[0].From);
        }
    }

    [Theory, OnEachLayer]
    public void Receive_AtTheWildcard_TellsTheAddressThatWasUsed(Layer layer)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there all of 127.0.0.0/8 is this host.");
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind("0.0.0.0");
        string[] used = ["127.0.0.1", "127.0.0.2"];

        foreach (var address in used) peer.Send(socket.LocalAddress with { Address = Address(address) });

        Assert.Equal(used, host.Receive(socket, 2).Select(arrival => arrival.To.Address.ToString()));
    }

    [Theory, OnEachLayer]
    public void Receive_AtTheIPv6Wildcard_TellsTheAddressThatWasUsed(Layer layer)
    {
        using var host = new SocketHost(layer);
        var socket = host.Bind("::");
        using var peer = new PlainSocket("::1");
        var to = socket.LocalAddress with { Address = Address("::1") };

        peer.Send(to);

        Assert.Equal(to, host.Receive(socket, 1)[0].To);
    }

    [Fact]
    public void Receive_FasterThanReceived_CountsWhatWasThrownAway()
    {
        using var host = new SocketHost(Layer.Linux);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        const int Count = 5_000;

        for (var i = 0; i < Count; i++) peer.Send(socket.LocalAddress, Bytes.Some(1_000));
        var kept = 0;
        for (int runs; (runs = host.Received.Receive(socket)) > 0;) kept += runs;
        peer.Send(socket.LocalAddress); // A datagram tells what was lost before it.
        host.Receive(socket, 1);

        Assert.InRange(kept, 1, Count - 1);
        Assert.InRange(socket.ReceiveDrops, 1, Count - kept);
    }

    [Theory, OnEachLayer]
    public void Indexer_BehindTheLastRun_Throws(Layer layer)
    {
        using var host = new SocketHost(layer);
        host.Borrow([1]);

        Assert.Throws<ArgumentOutOfRangeException>(() => host.Received[1].Bytes.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Received[-1].Bytes.Length);
    }

    private static void ReceiveTells(Layer layer, string address)
    {
        using var host = new SocketHost(layer);
        var socket = host.Bind(address);
        using var peer = new PlainSocket(address);

        peer.Send(socket.LocalAddress, 1, 2, 3);

        var arrival = Assert.Single(host.Receive(socket, 1));
        Assert.Equal((peer.Address, socket.LocalAddress), (arrival.From, arrival.To));
        Assert.Equal([1, 2, 3], arrival.Bytes);
    }

    private static InternetAddress Address(string text) => InternetAddress.From(System.Net.IPAddress.Parse(text));
}
