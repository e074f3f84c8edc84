using System.Buffers.Binary;
using Duet.TestKit;
using Duet.Turn.Listeners;
using Duet.Turn.Relay;
using Duet.Turn.Tests.Listeners.Harness;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Listeners;

public sealed class StreamOutboxTests
{
    private const int MessageBytes = 1_200;
    private const int WaitingLimit = 512 * 1024;
    private const int UnflushedLimit = 256 * 1024;

    private static readonly TimeSpan _maxWait = TimeSpan.FromMilliseconds(200);

    private readonly ManualTimeProvider _time = new();
    private readonly RelayCounters _counters = new();
    private readonly GatedWriter _writer = new();

    [Fact]
    public void Post_Messages_ArePaddedAndGoWithOneFlush()
    {
        var outbox = Open();

        outbox.Post([1], [2]);
        outbox.Post([3, 4], [5, 6]);
        outbox.Flush();

        Assert.Equal([1, 2, 0, 0, 3, 4, 5, 6], Assert.Single(_writer.Flushed));
    }

    [Fact]
    public void Post_OverTls_EachMessageHasAFlushOfItsOwn()
    {
        var outbox = Open(isTls: true);

        outbox.Post([1], [2]);
        outbox.Post([3, 4], [5, 6]);
        outbox.Flush();

        Assert.Equal([4, 4], _writer.Flushed.Select(flushed => flushed.Length));
    }

    [Fact]
    public void Post_OverTlsWhileTheConnectionIsSlow_EachMessageHasAFlushOfItsOwn()
    {
        var outbox = Open(isTls: true);
        Block(outbox);
        Post(outbox, 3);

        _writer.Open();

        Assert.Equal([4, MessageBytes, MessageBytes, MessageBytes], _writer.Flushed.Select(flushed => flushed.Length));
    }

    [Fact]
    public async Task Post_OverTlsFromTwoThreads_NeverPutsTwoMessagesIntoOneFlush()
    {
        var outbox = Open(isTls: true);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => OwnThread.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                outbox.Post([1, 2, 3, 4], []);
                outbox.Flush();
            }
        })));

        Assert.All(_writer.Flushed, flushed => Assert.Equal(4, flushed.Length));
        Assert.Equal(4_000, _writer.Flushed.Count + _counters.Dropped(DropReason.SlowReader));
    }

    [Fact]
    public void Post_WhileTheConnectionIsSlow_WaitsInOrder()
    {
        var outbox = Open();
        Block(outbox);

        Post(outbox, 5);
        _writer.Open();

        Assert.Equal([0, 1, 2, 3, 4], Numbers());
        Assert.Equal(0, _counters.Dropped(DropReason.SlowReader));
    }

    [Fact]
    public void Post_AfterTheConnectionWasSlow_GoesRightOut()
    {
        var outbox = Open();
        Block(outbox);
        Post(outbox, 2);
        _writer.Open();

        outbox.Post([9, 9, 9, 9], []);
        outbox.Flush();

        Assert.Equal([9, 9, 9, 9], _writer.Flushed[^1]);
    }

    [Fact]
    public void Post_WaitedTooLong_OldestAreDroppedNotTheNewest()
    {
        var outbox = Open();
        Block(outbox);
        Post(outbox, 5);
        _time.Advance(_maxWait + TimeSpan.FromMilliseconds(1));
        Post(outbox, 2, first: 5);

        _writer.Open();

        Assert.Equal([5, 6], Numbers());
        Assert.Equal(5, _counters.Dropped(DropReason.SlowReader));
    }

    [Fact]
    public void Flush_DoneTooLate_SendsNothingThatIsLate()
    {
        var outbox = Open();
        Block(outbox);
        Post(outbox, 5);
        _time.Advance(_maxWait + TimeSpan.FromMilliseconds(1));

        _writer.Open();

        Assert.Empty(Numbers());
    }

    [Fact]
    public void Post_MoreThanMayWait_OldestAreDroppedNotTheNewest()
    {
        var outbox = Open();
        Block(outbox);

        Post(outbox, 1_000);
        _writer.Open();

        var numbers = Numbers();
        Assert.Equal(999, numbers[^1]);
        Assert.Equal(Enumerable.Range(numbers[0], numbers.Count), numbers);
        Assert.InRange(numbers.Count * MessageBytes, WaitingLimit * 9 / 10, WaitingLimit);
    }

    // 4 bytes on the wire are many more in memory.
    [Fact]
    public void Post_EmptyMessages_WaitInBoundedMemoryToo()
    {
        var outbox = Open();
        Block(outbox);

        for (var i = 0; i < 200_000; i++) outbox.Post([1, 2, 3, 4], []);
        _writer.Open();

        Assert.InRange(_writer.All.Length / 4, 1, WaitingLimit / 64);
    }

    [Fact]
    public void Post_LargerThanMayWaitTogether_KeepsTheNewest()
    {
        var outbox = Open();
        Block(outbox);

        for (byte i = 0; i < 20; i++) outbox.Post([i, 0, 0, 0], new byte[65_000]);
        _writer.Open();

        Assert.Equal(19, _writer.All[^65_004]);
    }

    [Fact]
    public void Post_NeverFlushed_IsBounded()
    {
        var outbox = Open();

        for (var i = 0; i < 1_000; i++) outbox.Post(new byte[MessageBytes], []);
        outbox.Flush();

        Assert.InRange(_writer.All.Length, UnflushedLimit * 9 / 10, UnflushedLimit);
        Assert.True(_counters.Dropped(DropReason.SlowReader) > 0);
    }

    [Fact]
    public void Close_WhileMessagesWait_SendsNothingMore()
    {
        var outbox = Open();
        Block(outbox);
        Post(outbox, 3);

        outbox.Close();
        outbox.Post([1, 2, 3, 4], []);
        outbox.Flush();
        _writer.Open();

        Assert.Empty(Numbers());
    }

    [Fact]
    public void Flush_ConnectionIsLost_ClosesAndThrowsNothing()
    {
        var outbox = Open();
        _writer.Failure = new IOException("Broken pipe.");
        outbox.Post([1, 2, 3, 4], []);

        outbox.Flush();
        _writer.Failure = null;
        outbox.Post([1, 2, 3, 4], []);
        outbox.Flush();

        Assert.Empty(_writer.Flushed);
    }

    private StreamOutbox Open(bool isTls = false) => new(_writer, isTls, _time, _maxWait, _counters);

    /// <summary>The connection takes 4 bytes, and then no more.</summary>
    private void Block(StreamOutbox outbox)
    {
        _writer.Close();
        outbox.Post([0xFF, 0xFF, 0xFF, 0xFF], []);
        outbox.Flush();
    }

    private static void Post(StreamOutbox outbox, int count, int first = 0)
    {
        Span<byte> header = stackalloc byte[4];
        for (var i = first; i < first + count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header, i);
            outbox.Post(header, new byte[MessageBytes - 4]);
            outbox.Flush();
        }
    }

    /// <summary>Of the messages that went out after those 4 bytes.</summary>
    private List<int> Numbers() => [.. _writer.All[4..].Chunk(MessageBytes).Select(message => BinaryPrimitives.ReadInt32BigEndian(message))];
}
