using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SessionOutboxBufferTests : IDisposable
{
    private const int MessageBytes = 1 << 22;

    private readonly RentedBuffers _buffers = new(MessageBytes);
    private readonly HeldSends _sends = new();
    private readonly SessionOutbox _outbox;

    public SessionOutboxBufferTests() =>
        _outbox = new SessionOutbox(_sends.Socket, 2 * MessageBytes, () => _outbox!.CompleteAsync(SessionEnd.SlowReader));

    public void Dispose() => _buffers.Dispose();

    [Fact]
    public async Task Flush_AllSent_ReturnsEachBufferOnce()
    {
        PostAndFlush();
        PostAndFlush();
        Assert.Equal(2, _buffers.Outstanding);

        _sends.LetGo();
        Assert.Equal(1, _buffers.Outstanding);
        _sends.LetGo();
        await _outbox.CompleteAsync(SessionEnd.Malformed);

        AssertAllReturnedOnce(rented: 2);
    }

    [Fact]
    public async Task Flush_Overflow_ReturnsWhatWasDropped()
    {
        for (var message = 0; message < 4; message++) PostAndFlush();
        _sends.LetGo();
        await _outbox.CompleteAsync(SessionEnd.Malformed);

        AssertAllReturnedOnce(rented: 3);
    }

    [Fact]
    public async Task Flush_BrokenSocket_ReturnsWhatIsQueuedToo()
    {
        for (var message = 0; message < 3; message++) PostAndFlush();
        _sends.Break();
        PostAndFlush();
        await _outbox.CompleteAsync(SessionEnd.ConnectionLost);

        AssertAllReturnedOnce(rented: 3);
    }

    [Fact]
    public async Task Post_AfterTheEnd_RentsNothing()
    {
        await _outbox.CompleteAsync(SessionEnd.Malformed);
        PostAndFlush();

        AssertAllReturnedOnce(rented: 0);
    }

    private void PostAndFlush()
    {
        _outbox.Post(new byte[MessageBytes]);
        _outbox.Flush();
    }

    private void AssertAllReturnedOnce(int rented) =>
        Assert.Equal((rented, 0, 0), (_buffers.Rented, _buffers.Outstanding, _buffers.ReturnedTwice));
}
