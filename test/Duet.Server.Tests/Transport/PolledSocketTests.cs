using System.Net.Sockets;
using Duet.Server.Transport;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Tests.Transport;

public sealed class PolledSocketTests : IDisposable
{
    private const Epoll.Readiness EverythingAtOnce =
        Epoll.Readiness.Readable | Epoll.Readiness.Writable | Epoll.Readiness.ReadHungUp | Epoll.Readiness.HungUp | Epoll.Readiness.Error;

    private readonly UnwatchedSocket _socket = new();

    public void Dispose() => _socket.Dispose();

    [Fact]
    public void Signal_MeantForTheSocketThatHadTheDescriptorBefore_ChangesNothing()
    {
        _socket.Polled.Signal(_socket.Polled.Number - 1, EverythingAtOnce);
        Assert.Equal((false, false, false), (_socket.Polled.Readable.IsSet, _socket.Polled.Writable.IsSet, _socket.IsOver));

        _socket.Polled.Signal(_socket.Polled.Number, EverythingAtOnce);
        Assert.Equal((true, true, true), (_socket.Polled.Readable.IsSet, _socket.Polled.Writable.IsSet, _socket.IsOver));
    }

    [Theory]
    [InlineData(Epoll.Readiness.Readable, true, false, false)]
    [InlineData(Epoll.Readiness.Writable, false, true, false)]
    [InlineData(Epoll.Readiness.ReadHungUp, true, false, true)]
    [InlineData(Epoll.Readiness.HungUp, true, true, true)]
    [InlineData(Epoll.Readiness.Error, true, true, true)]
    internal void Signal_Readiness_TellsThoseWhomItConcerns(Epoll.Readiness readiness, bool isReadable, bool isWritable, bool isOver)
    {
        _socket.Polled.Signal(_socket.Polled.Number, readiness);

        Assert.Equal((isReadable, isWritable, isOver), (_socket.Polled.Readable.IsSet, _socket.Polled.Writable.IsSet, _socket.IsOver));
    }

    [Fact]
    public void Receive_LessThanThereWasRoomFor_IsNotTriedAgainUntilItIsTold()
    {
        _socket.Peer.Send(new byte[10]);
        _socket.Polled.Readable.Set();

        Assert.Equal(10, _socket.Polled.Receive(new byte[11]));

        Assert.False(_socket.Polled.Readable.IsSet);
    }

    // The end may have been told before the bytes in front of it were taken, and is told once.
    [Theory]
    [InlineData(10, Epoll.Readiness.Readable)]
    [InlineData(11, Epoll.Readiness.ReadHungUp)]
    internal void Receive_MoreMayBeThere_StaysSet(int room, Epoll.Readiness readiness)
    {
        _socket.Peer.Send(new byte[10]);
        _socket.Polled.Signal(_socket.Polled.Number, readiness);

        Assert.Equal(10, _socket.Polled.Receive(new byte[room]));

        Assert.True(_socket.Polled.Readable.IsSet);
    }

    // The polling thread may be the one that sends, and would hear of it only when it is done.
    [Fact]
    public void Send_TheConnectionIsLost_SaysThatItIsOver()
    {
        _socket.Peer.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Peer.Dispose();

        void SendForever()
        {
            while (true) _socket.Polled.Send([42]);
        }

        Assert.Throws<ConnectionResetException>(SendForever);
        Assert.True(_socket.IsOver);
        Assert.IsType<SocketException>(_socket.Polled.Fault);
    }
}
