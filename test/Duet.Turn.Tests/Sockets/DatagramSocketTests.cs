using Duet.Stun;
using Duet.Turn.Sockets;
using Duet.Turn.Sockets.Linux;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Sockets;

public sealed class DatagramSocketTests
{
    private const int LargestDatagram = 65_507;

    [Theory, OnEachLayer]
    public void Send_IPv4_Arrives(Layer layer) => SendArrives(layer, "127.0.0.1");

    [Theory, OnEachLayer]
    public void Send_IPv6_Arrives(Layer layer) => SendArrives(layer, "::1");

    [Theory, OnEachLayer]
    public void Send_HeaderPayloadAndPadding_ArriveAsOne(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();

        Assert.True(host.Bind().Send(new() { To = peer.Address, Header = [1, 2], Payload = [3], PaddingBytes = 3 }));

        Assert.Equal([1, 2, 3, 0, 0, 0], peer.Receive());
    }

    [Theory, OnEachLayer]
    public void Send_Nothing_ArrivesAsAnEmptyDatagram(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();

        Assert.True(host.Bind().Send(new() { To = peer.Address }));

        Assert.Empty(peer.Receive());
    }

    [Fact]
    public void Send_FromAWildcard_HasTheSourceThatWasAskedFor()
    {
        using var host = new SocketHost(Layer.Linux);
        using var peer = new PlainSocket();
        var socket = host.Bind("0.0.0.0");

        socket.Send(new() { To = peer.Address, From = Address("127.0.0.2") });

        Assert.Equal(socket.LocalAddress with { Address = Address("127.0.0.2") }, peer.ReceiveFrom().From);
    }

    [Fact]
    public void Send_FromTheIPv6Wildcard_HasTheSourceThatWasAskedFor()
    {
        using var host = new SocketHost(Layer.Linux);
        var socket = host.Bind("::");
        using var peer = new PlainSocket("::1");

        socket.Send(new() { To = peer.Address, From = Address("::1") });

        Assert.Equal(socket.LocalAddress with { Address = Address("::1") }, peer.ReceiveFrom().From);
    }

    [Theory, OnEachLayer]
    public void Send_TooLarge_IsFalseAndTheNextIsSent(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();

        Assert.False(socket.Send(new() { To = peer.Address, Payload = Bytes.Some(LargestDatagram + 1) }));
        Assert.True(socket.Send(new() { To = peer.Address, Payload = Bytes.Some(LargestDatagram) }));

        Assert.Equal(LargestDatagram, peer.Receive().Length);
    }

    [Theory, OnEachLayer]
    public void Send_ToTheOtherFamily_IsFalse(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket("::1");

        Assert.False(host.Bind().Send(new() { To = peer.Address }));
    }

    [Theory, OnEachLayer]
    public void Send_AfterDispose_IsFalse(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        socket.Dispose();

        Assert.False(socket.Send(new() { To = peer.Address }));
    }

    [Theory, OnEachLayer]
    public async Task Send_OnOtherThreadsWhileDisposed_EndsWithFalse(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        const int Rounds = 5;
        var closed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var socket = host.Bind();
            using var sending = new CountdownEvent(2);
            var senders = Enumerable.Range(0, 2).Select(_ => OwnThread.Run(() =>
            {
                socket.Send(new() { To = peer.Address });
                sending.Signal();
                while (socket.Send(new() { To = peer.Address })) { }
            })).ToList();

            sending.Wait(TestContext.Current.CancellationToken);
            socket.Dispose();

            await Task.WhenAll(senders).WaitAsync(TimeSpan.FromMilliseconds(SocketHost.PatienceMilliseconds), TestContext.Current.CancellationToken);
            using var again = host.TryBind("127.0.0.1", socket.LocalAddress.Port);
            if (again is not null) closed++;
        }

        Assert.InRange(closed, 1, Rounds); // The system has it back each time, but for those when another test was faster.
    }

    [Theory, OnEachLayer]
    public void Send_ReceiverReadsNothing_DoesNotWait(Layer layer)
    {
        using var host = new SocketHost(layer);
        var (socket, idle) = (host.Bind(), host.Bind());

        for (var i = 0; i < 5_000; i++) socket.Send(new() { To = idle.LocalAddress, Payload = Bytes.Some(1_000) });

        Assert.True(host.Received.Receive(idle) > 0);
    }

    [Theory]
    [InlineData("127.0.0.1", 3, 3)] // Destination unreachable, port unreachable (RFC 792)
    [InlineData("::1", 1, 4)] // The same in RFC 4443 section 3.1
    public void TryReadError_ClosedPort_TellsWhoseItIs(string address, int type, int code)
    {
        using var host = new SocketHost(Layer.Linux);
        var socket = host.Bind(address);
        using var peer = PlainSocket.Closed(address);

        socket.Send(new() { To = peer.Address });

        Assert.True(host.Await(socket).Error);
        Assert.True(socket.TryReadError(out var error));
        Assert.Equal(new PeerError(peer.Address, (byte)type, (byte)code, 0), error);
        Assert.False(socket.TryReadError(out _));
    }

    [Theory, OnEachLayer]
    public void TryReadError_NothingSent_IsFalse(Layer layer)
    {
        using var host = new SocketHost(layer);

        Assert.False(host.Bind().TryReadError(out _));
    }

    [Fact]
    public void TryReadError_OfAListener_IsFalse()
    {
        using var host = new SocketHost(Layer.Linux);
        using var gone = PlainSocket.Closed();
        var listener = host.Bind(use: SocketUse.Listener);

        listener.Send(new() { To = gone.Address });

        Assert.False(listener.TryReadError(out _)); // Anyone could fill its queue.
    }

    [Theory, OnEachLayer]
    public void Send_OnePeerIsGone_OthersGetTheirs(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        using var gone = PlainSocket.Closed();

        for (byte i = 0; i < 20; i++)
        {
            socket.Send(new() { To = gone.Address, Payload = [i] });
            Assert.True(socket.Send(new() { To = peer.Address, Payload = [i] }));
        }

        Assert.Equal(Enumerable.Range(0, 20), peer.Receive(20).Select(datagram => (int)datagram[0]));
    }

    [Theory, OnEachLayer]
    public void Receive_OnePeerIsGone_TakesWhatOthersSent(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        using var gone = PlainSocket.Closed();
        var socket = host.Bind();

        socket.Send(new() { To = gone.Address });
        peer.Send(socket.LocalAddress, 1);

        host.AwaitReadable(socket);
        Assert.Equal(1, host.Received.Receive(socket));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void SetDontFragment_OnAndOff_IsWhatTheKernelHas(string address)
    {
        using var host = new SocketHost(Layer.Linux);
        var socket = (LinuxSocket)host.Bind(address);
        var initial = MtuDiscoveryOf(socket);

        socket.SetDontFragment(true);
        var on = MtuDiscoveryOf(socket);
        socket.SetDontFragment(false);

        Assert.Equal(3, on); // IP_PMTUDISC_PROBE
        Assert.NotEqual(3, initial);
        Assert.Equal(initial, MtuDiscoveryOf(socket));
    }

    [Theory, OnEachLayer]
    public void SetDontFragment_On_SendsAllTheSame(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();

        socket.SetDontFragment(true);

        Assert.True(socket.Send(new() { To = peer.Address, Payload = Bytes.Some(2_000) }));
        Assert.Equal(2_000, peer.Receive().Length);
    }

    [Theory, OnEachLayer]
    public void SetDontFragment_AfterDispose_DoesNothing(Layer layer)
    {
        using var host = new SocketHost(layer);
        var socket = host.Bind();
        socket.Dispose();

        socket.SetDontFragment(true);
    }

    private static void SendArrives(Layer layer, string address)
    {
        using var host = new SocketHost(layer);
        var socket = host.Bind(address);
        using var peer = new PlainSocket(address);

        Assert.True(socket.Send(new() { To = peer.Address, Payload = Bytes.Some(1_100) }));

        var (from, bytes) = peer.ReceiveFrom();
        Assert.Equal(socket.LocalAddress, from);
        Assert.Equal(Bytes.Some(1_100), bytes);
    }

    private static int MtuDiscoveryOf(LinuxSocket socket)
    {
        var option = socket.LocalAddress.Family is InternetAddressFamily.IPv4 ? SocketOption.IPv4MtuDiscovery : SocketOption.IPv6MtuDiscovery;
        Assert.True(LinuxCalls.GetOption(socket.Descriptor, option, out var value) >= 0);
        return value;
    }

    private static InternetAddress Address(string text) => InternetAddress.From(System.Net.IPAddress.Parse(text));
}
