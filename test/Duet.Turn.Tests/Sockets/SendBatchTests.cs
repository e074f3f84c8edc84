using Duet.Stun;
using Duet.Turn.Sockets;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Sockets;

public sealed class SendBatchTests
{
    [Theory, OnEachLayer]
    public void Flush_EqualDatagrams_ArriveOneByOneInOrder(Layer layer) => RunArrives(layer, "127.0.0.1", 100 * 1_000);

    [Theory, OnEachLayer]
    public void Flush_EqualDatagramsOverIPv6_ArriveOneByOneInOrder(Layer layer) => RunArrives(layer, "::1", 65 * 1_000);

    [Theory, OnEachLayer]
    public void Flush_LastOneIsShorter_ArrivesShorter(Layer layer) => RunArrives(layer, "127.0.0.1", 5 * 1_000 + 1);

    [Theory, OnEachLayer]
    public void Flush_HeadersAndPadding_ComeWithEachDatagram(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        var payload = host.Borrow(Bytes.Some(300));

        for (var i = 0; i < 3; i++)
        {
            host.Outbound.Add(socket, new() { To = peer.Address, Header = [1, (byte)i], Payload = payload.Slice(i * 100, 100), PaddingBytes = i });
        }

        host.Outbound.Flush();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([1, (byte)i, .. Bytes.Some(300).AsSpan(i * 100, 100), .. new byte[i]], peer.Receive());
        }
    }

    // Sizes, destinations, headers and sockets in every order: whatever is joined, each peer gets exactly what was for it.
    [Theory, OnEachLayer]
    public void Flush_MixedDestinationsAndSizes_EachGetsItsOwnInOrder(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var one = new PlainSocket();
        using var other = new PlainSocket();
        var peers = new[] { one, other };
        var sockets = new[] { host.Bind(), host.Bind("0.0.0.0") };
        var payload = Bytes.Some(2_000);
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var expected = peers.Select(_ => new List<byte[]>()).ToArray();
            var memory = host.Borrow(payload);
            for (var i = 0; i < 60; i++)
            {
                var (peer, start, size) = (random.Next(4) / 3, random.Next(900), random.Next(3) * 500);
                var header = Bytes.Some(random.Next(3) * 4, i);
                var socket = sockets[random.Next(8) / 7];
                host.Outbound.Add(socket, new() { To = peers[peer].Address, Header = header, Payload = memory.Slice(start, size) });
                expected[peer].Add([.. header, .. payload.AsSpan(start, size)]);
            }

            host.Outbound.Flush();

            for (var peer = 0; peer < peers.Length; peer++)
            {
                foreach (var datagram in expected[peer]) Assert.True(datagram.AsSpan().SequenceEqual(peers[peer].Receive()));
            }
        }

        Assert.Equal((50 * 60, 0), (host.Outbound.Sent, host.Outbound.Dropped));
    }

    [Theory, OnEachLayer]
    public void Flush_EmptyDatagramsBetweenOthers_ArriveEmpty(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        var payload = host.Borrow(Bytes.Some(10));

        foreach (var size in new[] { 0, 0, 10, 0, 10 }) host.Outbound.Add(socket, new() { To = peer.Address, Payload = payload[..size] });
        host.Outbound.Flush();

        Assert.Equal([0, 0, 10, 0, 10], peer.Receive(5).Select(datagram => datagram.Length));
    }

    [Fact]
    public void Flush_FromAWildcard_HasTheSourceOfEachDatagram()
    {
        using var host = new SocketHost(Layer.Linux);
        using var peer = new PlainSocket();
        var socket = host.Bind("0.0.0.0", use: SocketUse.Listener);
        var payload = host.Borrow(Bytes.Some(10));
        string[] sources = ["127.0.0.1", "127.0.0.2", "127.0.0.2", "127.0.0.1"];

        foreach (var source in sources)
        {
            host.Outbound.Add(socket, new() { To = peer.Address, From = Address(source), Payload = payload });
        }

        host.Outbound.Flush();

        Assert.Equal(sources, sources.Select(_ => peer.ReceiveFrom().From.Address.ToString()));
    }

    [Theory, OnEachLayer]
    public void Flush_OneIsTooLarge_IsCountedAndTheOthersAreSent(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        var payload = host.Borrow(Bytes.Some(65_507));

        host.Outbound.Add(socket, new() { To = peer.Address, Payload = payload[..1] });
        host.Outbound.Add(socket, new() { To = peer.Address, Payload = payload, Header = [0] });
        host.Outbound.Add(socket, new() { To = peer.Address, Payload = payload[..2] });
        host.Outbound.Flush();

        Assert.Equal([1, 2], peer.Receive(2).Select(datagram => datagram.Length));
        Assert.Equal((2, 1), (host.Outbound.Sent, host.Outbound.Dropped));
    }

    [Theory, OnEachLayer]
    public void Flush_OnePeerIsGone_OthersGetTheirs(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        using var gone = PlainSocket.Closed();
        var payload = host.Borrow(Bytes.Some(20));

        for (var i = 0; i < 20; i++)
        {
            host.Outbound.Add(socket, new() { To = gone.Address, Payload = payload });
            host.Outbound.Add(socket, new() { To = peer.Address, Payload = payload.Slice(i, 1) });
        }

        host.Outbound.Flush();

        Assert.Equal(Bytes.Some(20), peer.Receive(20).SelectMany(datagram => datagram));
    }

    [Theory, OnEachLayer]
    public void Flush_Twice_SendsNothingTwice(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        host.Outbound.Add(host.Bind(), new() { To = peer.Address, Payload = host.Borrow([1]) });

        host.Outbound.Flush();
        host.Outbound.Flush();

        Assert.Equal([1], peer.Receive());
        Assert.True(peer.IsEmpty);
    }

    [Theory, OnEachLayer]
    public void Add_MoreThanFits_FlushesByItself(Layer layer)
    {
        using var host = new SocketHost(layer);
        var (socket, receiver) = (host.Bind(), host.Bind(use: SocketUse.Listener));
        var payload = host.Borrow(Bytes.Some(200));
        const int Count = 3_000;

        for (var i = 0; i < Count; i++)
        {
            host.Outbound.Add(socket, new() { To = receiver.LocalAddress, Header = [(byte)i], Payload = payload[..(i % 3 * 100)] });
        }

        host.Outbound.Flush();

        Assert.Equal((Count, 0), (host.Outbound.Sent, host.Outbound.Dropped));
        var arrivals = host.Receive(receiver, Count);
        for (var i = 0; i < Count; i++) Assert.Equal((1 + i % 3 * 100, (byte)i), (arrivals[i].Bytes.Length, arrivals[i].Bytes[0]));
    }

    [Theory, OnEachLayer]
    public void Reserve_ManyAnswersBetweenOthers_EachArrivesAsItWasWritten(Layer layer)
    {
        using var host = new SocketHost(layer);
        var (socket, receiver) = (host.Bind(), host.Bind(use: SocketUse.Listener));
        var payload = host.Borrow([255]);
        const int Answers = 1_000;

        for (var i = 0; i < Answers; i++)
        {
            var reserved = host.Outbound.Reserve(ISendBatch.MaxReservedBytes);
            var answer = reserved[..(1 + i % 100)];
            answer.Fill((byte)(i % 200));
            if (i % 3 == 0) host.Outbound.Add(socket, new() { To = receiver.LocalAddress, Header = [254], Payload = payload });
            host.Outbound.Add(socket, new() { To = receiver.LocalAddress, Payload = answer });
        }

        host.Outbound.Flush();

        var answers = host.Receive(receiver, Answers + (Answers + 2) / 3).Where(arrival => arrival.Bytes[0] != 254).ToList();
        Assert.Equal(Answers, answers.Count);
        for (var i = 0; i < Answers; i++) Assert.Equal(Enumerable.Repeat((byte)(i % 200), 1 + i % 100), answers[i].Bytes);
    }

    [Theory, OnEachLayer]
    public void Reserve_NothingOfItWasAdded_IsHandedOutAgain(Layer layer)
    {
        using var host = new SocketHost(layer);
        var first = host.Outbound.Reserve(8);
        var second = host.Outbound.Reserve(8);

        Assert.True(first == second);
    }

    [Theory, OnEachLayer]
    public void Flush_SocketClosedBefore_IsCountedAsDropped(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var (closed, open) = (host.Bind(), host.Bind());
        var payload = host.Borrow([1]);
        closed.Dispose();

        host.Outbound.Add(closed, new() { To = peer.Address, Payload = payload });
        host.Outbound.Add(open, new() { To = peer.Address, Payload = payload });
        host.Outbound.Flush();

        Assert.Equal(open.LocalAddress, peer.ReceiveFrom().From);
        Assert.Equal((1, 1), (host.Outbound.Sent, host.Outbound.Dropped));
    }

    [Fact]
    public void Add_PayloadThatMayMove_Throws()
    {
        using var host = new SocketHost(Layer.Linux);
        var socket = host.Bind();

        Assert.Throws<ArgumentException>(() => host.Outbound.Add(socket, new() { To = socket.LocalAddress, Payload = new byte[10] }));
    }

    [Fact]
    public void Datagram_HeaderOrPaddingTooLong_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutboundDatagram { To = default, Header = new byte[65] }.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutboundDatagram { To = default, PaddingBytes = 4 }.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutboundDatagram { To = default, PaddingBytes = -1 }.Length);
    }

    private static void RunArrives(Layer layer, string address, int totalBytes)
    {
        using var host = new SocketHost(layer);
        var socket = host.Bind(address);
        using var peer = new PlainSocket(address);
        var payload = Bytes.Some(1_000);
        var memory = host.Borrow(payload);

        for (var left = totalBytes; left > 0; left -= 1_000)
        {
            host.Outbound.Add(socket, new() { To = peer.Address, Payload = memory[..Math.Min(left, 1_000)] });
        }

        host.Outbound.Flush();

        for (var left = totalBytes; left > 0; left -= 1_000) Assert.Equal(payload[..Math.Min(left, 1_000)], peer.Receive());
        Assert.True(peer.IsEmpty);
    }

    private static InternetAddress Address(string text) => InternetAddress.From(System.Net.IPAddress.Parse(text));
}
