using System.Net;
using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Tests.Sockets.Harness;

/// <summary>A layer with one of everything, as one worker has it.</summary>
internal sealed class SocketHost : IDisposable
{
    public const int PatienceMilliseconds = 5_000;

    // Until a datagram comes, there may be errors to tell.
    private const int MaxEvents = 1_000;

    private readonly List<IDisposable> _opened = [];
    private readonly IDatagramSocket _feeder;
    private readonly PlainSocket _source = new();

    public SocketHost(Layer layer)
    {
        Layer = Layers.Open(layer);
        Poller = Layer.CreatePoller();
        Received = Layer.CreateReceiveBatch();
        Outbound = Layer.CreateSendBatch(Received);
        _feeder = Bind();
    }

    public ISocketLayer Layer { get; }

    public IPoller Poller { get; }

    public IReceiveBatch Received { get; }

    public ISendBatch Outbound { get; }

    public IDatagramSocket? TryBind(string address, int port = 0, SocketUse use = SocketUse.Relay)
    {
        var socket = Layer.Bind(new TransportAddress(InternetAddress.From(IPAddress.Parse(address)), (ushort)port), use);
        if (socket is not null) _opened.Add(socket);
        return socket;
    }

    public IDatagramSocket Bind(string address = "127.0.0.1", int port = 0, SocketUse use = SocketUse.Relay)
    {
        Assert.SkipWhen(address.Contains(':') && !System.Net.Sockets.Socket.OSSupportsIPv6, "No IPv6 here.");
        return TryBind(address, port, use) ?? throw new InvalidOperationException("The port is taken.");
    }

    /// <summary>Bytes in the memory of the receive batch, where those to be sent have to lie: they came in as one datagram.</summary>
    public Span<byte> Borrow(byte[] bytes)
    {
        _source.Send(_feeder.LocalAddress, bytes);
        AwaitReadable(_feeder);
        Assert.Equal(1, Received.Receive(_feeder));
        return Received[0].Bytes;
    }

    /// <summary>Waits for <paramref name="count"/> datagrams.</summary>
    public List<Arrival> Receive(IDatagramSocket socket, int count)
    {
        var arrivals = new List<Arrival>();
        while (arrivals.Count < count)
        {
            AwaitReadable(socket);
            var runs = Received.Receive(socket);
            for (var i = 0; i < runs; i++)
            {
                var run = Received[i];
                foreach (var datagram in run) arrivals.Add(new Arrival(run.From, run.To, datagram.ToArray()));
            }
        }

        Assert.Equal(count, arrivals.Count);
        return arrivals;
    }

    public void AwaitReadable(IDatagramSocket socket) => Assert.Contains(Enumerable.Range(0, MaxEvents), _ => Await(socket).Readable);

    public PollEvent Await(IDatagramSocket socket)
    {
        using var poller = Layer.CreatePoller();
        var events = new PollEvent[1];
        poller.Add(socket, 0);
        Assert.Equal(1, poller.Wait(events, PatienceMilliseconds));
        return events[0];
    }

    public void Dispose()
    {
        foreach (var socket in _opened) socket.Dispose();
        Outbound.Dispose();
        Received.Dispose();
        Poller.Dispose();
        _source.Dispose();
    }
}
