using System.Net.Sockets;
using Duet.Turn.Sockets;
using Duet.Turn.Sockets.Linux;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Sockets;

public sealed class SocketLayerTests
{
    // A free port may be taken by another test in between.
    private const int Attempts = 5;

    [Theory, OnEachLayer]
    public void Bind_PortZero_TellsTheRealPort(Layer layer)
    {
        using var host = new SocketHost(layer);

        var socket = host.Bind();

        Assert.Equal("127.0.0.1", socket.LocalAddress.Address.ToString());
        Assert.NotEqual(0, socket.LocalAddress.Port);
    }

    [Theory, OnEachLayer]
    public void Bind_PortInUse_ReturnsNull(Layer layer)
    {
        using var host = new SocketHost(layer);
        var first = host.Bind();

        Assert.Null(host.TryBind("127.0.0.1", first.LocalAddress.Port));
    }

    [Theory, OnEachLayer]
    public void Bind_PortInUseOnTheWildcard_ReturnsNull(Layer layer)
    {
        using var host = new SocketHost(layer);
        var first = host.Bind("0.0.0.0");

        Assert.Null(host.TryBind("127.0.0.1", first.LocalAddress.Port));
    }

    [Theory, OnEachLayer]
    public void Bind_RelayOnAListenersPort_ReturnsNull(Layer layer)
    {
        using var host = new SocketHost(layer);
        var listener = host.Bind(use: SocketUse.Listener);

        Assert.Null(host.TryBind("127.0.0.1", listener.LocalAddress.Port, SocketUse.Relay));
    }

    [Theory, OnEachLayer]
    public void Bind_PortFreeAgain_Succeeds(Layer layer)
    {
        using var host = new SocketHost(layer);

        Assert.Contains(Enumerable.Range(0, Attempts), _ =>
        {
            var first = host.Bind();
            first.Dispose();
            return host.TryBind("127.0.0.1", first.LocalAddress.Port) is not null;
        });
    }

    [Theory, OnEachLayer]
    public void Bind_NotAnAddressOfThisHost_Throws(Layer layer)
    {
        using var host = new SocketHost(layer);

        var refused = Assert.Throws<SocketException>(() => host.TryBind("192.0.2.1"));

        Assert.Equal(SocketError.AddressNotAvailable, refused.SocketErrorCode);
    }

    [Theory, OnEachLayer]
    public void Bind_BothWildcards_HaveThePortEachForItself(Layer layer)
    {
        using var host = new SocketHost(layer);

        Assert.Contains(Enumerable.Range(0, Attempts), _ => host.TryBind("0.0.0.0", host.Bind("::").LocalAddress.Port) is not null);
    }

    [Theory, OnEachLayer]
    public void Bind_SecondListenerOfAPort_SucceedsWhereTheLayerSaysSo(Layer layer)
    {
        using var host = new SocketHost(layer);
        var first = host.Bind(use: SocketUse.Listener);

        var second = host.TryBind("127.0.0.1", first.LocalAddress.Port, SocketUse.Listener);

        Assert.Equal(host.Layer.SharesPorts, second is not null);
    }

    [Fact]
    public void Bind_TwoListenersOfAPort_DivideTheClients()
    {
        using var host = new SocketHost(Layer.Linux);
        const int Clients = 64;
        var first = host.Bind(use: SocketUse.Listener);
        var second = host.Bind(port: first.LocalAddress.Port, use: SocketUse.Listener);
        host.Poller.Add(first, 0);
        host.Poller.Add(second, 1);

        for (var i = 0; i < Clients; i++)
        {
            using var client = new PlainSocket();
            client.Send(first.LocalAddress, (byte)i);
        }

        var counts = new int[2];
        while (counts.Sum() < Clients)
        {
            var events = new PollEvent[1];
            Assert.Equal(1, host.Poller.Wait(events, SocketHost.PatienceMilliseconds));
            counts[events[0].Token] += host.Received.Receive(events[0].Token == 0 ? first : second);
        }

        Assert.DoesNotContain(0, counts);
    }

    [Fact]
    public void Choose_WhereBatchesWork_IsTheLayerThatHasThem()
    {
        Assert.SkipUnless(LinuxSockets.IsSupported, "Not a Linux with batches of datagrams.");

        Assert.IsType<LinuxSockets>(SocketLayers.Choose());
    }
}
