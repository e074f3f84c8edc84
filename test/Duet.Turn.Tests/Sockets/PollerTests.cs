using Duet.Turn.Sockets;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Sockets;

public sealed class PollerTests
{
    private readonly PollEvent[] _events = new PollEvent[8];

    [Theory, OnEachLayer]
    public void Wait_NothingThere_ReturnsNoEvent(Layer layer)
    {
        using var host = new SocketHost(layer);
        host.Poller.Add(host.Bind(), 1);

        Assert.Equal(0, host.Poller.Wait(_events, 0));
        Assert.Equal(0, host.Poller.Wait(_events, 1));
    }

    [Theory, OnEachLayer]
    public void Wait_DatagramsLeft_TellsAgainUntilAllAreTaken(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        host.Poller.Add(socket, 7);
        var left = host.Received.Capacity + 1;
        for (var i = 0; i < left; i++) peer.Send(socket.LocalAddress, 1);

        while (left > 0)
        {
            Assert.Equal(1, host.Poller.Wait(_events, SocketHost.PatienceMilliseconds));
            Assert.Equal(new PollEvent(7, Readable: true, Error: false), _events[0]);
            left -= host.Received.Receive(socket);
        }

        Assert.Equal(0, host.Poller.Wait(_events, 0));
    }

    [Theory, OnEachLayer]
    public void Wait_SeveralSockets_TellsThoseThatHaveSomething(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var sockets = Enumerable.Range(0, 3).Select(_ => host.Bind()).ToList();
        for (var i = 0; i < sockets.Count; i++) host.Poller.Add(sockets[i], i);

        peer.Send(sockets[0].LocalAddress);
        peer.Send(sockets[2].LocalAddress);

        var seen = new HashSet<int>();
        while (seen.Count < 2)
        {
            var count = host.Poller.Wait(_events, SocketHost.PatienceMilliseconds);
            Assert.InRange(count, 1, 2);
            seen.UnionWith(_events[..count].Select(ready => ready.Token));
        }

        Assert.Equal([0, 2], seen.Order());
    }

    [Theory, OnEachLayer]
    public void Wait_MoreEventsThanRoom_TellsAllInTurn(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        for (var i = 0; i < 3; i++)
        {
            var socket = host.Bind();
            host.Poller.Add(socket, i);
            peer.Send(socket.LocalAddress);
        }

        var seen = new HashSet<int>();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(1, host.Poller.Wait(_events.AsSpan(0, 1), SocketHost.PatienceMilliseconds));
            seen.Add(_events[0].Token);
        }

        Assert.Equal(3, seen.Count);
    }

    [Theory, OnEachLayer]
    public void Wait_SocketRemoved_TellsNothingOfIt(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        host.Poller.Add(socket, 1);
        peer.Send(socket.LocalAddress);

        host.Poller.Remove(socket);
        socket.Dispose();

        Assert.Equal(0, host.Poller.Wait(_events, 0));
    }

    [Theory, OnEachLayer]
    public void Remove_NeverAddedOrClosed_DoesNothing(Layer layer)
    {
        using var host = new SocketHost(layer);
        var socket = host.Bind();

        host.Poller.Remove(socket);
        socket.Dispose();
        host.Poller.Remove(socket);

        Assert.Equal(0, host.Poller.Wait(_events, 0));
    }

    [Fact]
    public void Wait_PeerIsGone_TellsAnErrorUntilItIsRead()
    {
        using var host = new SocketHost(Layer.Linux);
        using var gone = PlainSocket.Closed();
        var socket = host.Bind();
        host.Poller.Add(socket, 1);
        socket.Send(new() { To = gone.Address });

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1, host.Poller.Wait(_events, SocketHost.PatienceMilliseconds));
            Assert.True(_events[0].Error);
        }

        while (socket.TryReadError(out _)) { }

        Assert.Equal(0, host.Poller.Wait(_events, 0));
    }

    [Fact]
    public void Wait_ErrorThatFoundNoRoom_IsToldOnce()
    {
        using var host = new SocketHost(Layer.Linux);
        using var gone = PlainSocket.Closed();
        using var peer = new PlainSocket();
        var socket = host.Bind();
        host.Poller.Add(socket, 1);
        for (var i = 0; i < 5_000; i++) peer.Send(socket.LocalAddress, Bytes.Some(1_000)); // Errors share the memory of datagrams.

        socket.Send(new() { To = gone.Address });
        Assert.Equal(1, host.Poller.Wait(_events, SocketHost.PatienceMilliseconds));
        Assert.True(_events[0].Error);
        while (socket.TryReadError(out _)) { }

        Assert.Equal(1, host.Poller.Wait(_events, SocketHost.PatienceMilliseconds));
        Assert.Equal(new PollEvent(1, Readable: true, Error: false), _events[0]);
    }

    [Theory, OnEachLayer]
    public void Wake_BeforeTheWait_EndsThatOneAndNoOther(Layer layer)
    {
        using var host = new SocketHost(layer);
        for (var i = 0; i < 3; i++) host.Poller.Wake();

        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, host.Poller.Wait(_events, SocketHost.PatienceMilliseconds));
        Assert.True(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds < SocketHost.PatienceMilliseconds);

        started = TimeProvider.System.GetTimestamp();
        host.Poller.Wait(_events, 20);
        Assert.True(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds >= 15);
    }

    [Theory, OnEachLayer]
    public async Task Wake_FromAnotherThread_LosesNothing(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var stopping = new CancellationTokenSource();
        var waking = OwnThread.Run(() =>
        {
            while (!stopping.IsCancellationRequested)
            {
                host.Poller.Wake();
                Thread.Yield();
            }
        });

        // As it never stops, no wait lasts. After a lost one all would, as each Wake would count on the one before.
        for (var i = 0; i < 500; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            host.Poller.Wait(_events, SocketHost.PatienceMilliseconds);
            if (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds < SocketHost.PatienceMilliseconds) continue;

            await stopping.CancelAsync();
            Assert.Fail($"Wake {i} was lost.");
        }

        await stopping.CancelAsync();
        await waking;
    }

    [Theory, OnEachLayer]
    public void Wake_AfterDispose_DoesNothing(Layer layer)
    {
        using var host = new SocketHost(layer);
        var poller = host.Layer.CreatePoller();
        poller.Dispose();

        poller.Wake();
    }
}
