using System.Buffers.Binary;
using System.IO.Pipelines;
using Duet.TestKit;
using Duet.Turn.Allocations;
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

    [Fact]
    public void Flush_AConnectionThatHolds_LeavesAtOnceEachMessageInAFlushOfItsOwn()
    {
        var outbox = Open(isTls: true, holds: true);

        for (byte i = 0; i < 5; i++) outbox.Post([i, 0, 0, 0], []);
        Assert.Empty(_writer.Sent);
        outbox.Flush();

        Assert.Equal([0, 1, 2, 3, 4], _writer.Flushed.Select(flushed => (int)flushed[0]));
        Assert.Equal(_writer.All, Assert.Single(_writer.Sent));
    }

    [Fact]
    public void Flush_OneMessageAfterTheOther_HoldsNoneBack()
    {
        var outbox = Open(isTls: true, holds: true);

        for (byte i = 0; i < 3; i++)
        {
            outbox.Post([i, 0, 0, 0], []);
            outbox.Flush();
            Assert.Equal(1 + i, _writer.Sent.Count);
        }
    }

    // A client that only sends ends a burst with each read as well, of which nothing is for itself.
    [Fact]
    public void Flush_NothingIsHeld_LeavesTheConnectionAlone()
    {
        var outbox = Open(isTls: true, holds: true);
        outbox.Post([1, 2, 3, 4], []);
        outbox.Flush();

        _writer.Failure = new IOException("Broken pipe.");
        outbox.Flush();
        _writer.Failure = null;
        outbox.Post([5, 6, 7, 8], []);
        outbox.Flush();

        Assert.Equal(2, _writer.Sent.Count);
    }

    [Fact]
    public void Flush_WithoutTls_NeedsNoHold()
    {
        var outbox = Open(isTls: false, holds: true);
        outbox.Post([1, 2, 3, 4], []);
        outbox.Post([5, 6, 7, 8], []);
        outbox.Flush();

        outbox.Post([9, 9, 9, 9], []);
        outbox.Flush();

        Assert.Equal([8, 4], _writer.Flushed.Select(flushed => flushed.Length));
        Assert.Equal(_writer.Flushed, _writer.Sent);
    }

    // Two bursts cross: whoever ends first sends what is there, and the other's end finds nothing that is still held.
    [Fact]
    public void Flush_BurstsOfTwoThatCross_HoldsNothingWhenBothAreOver()
    {
        var outbox = Open(isTls: true, holds: true);

        outbox.Post([1, 0, 0, 0], []);
        outbox.Post([2, 0, 0, 0], []);
        outbox.Flush();
        outbox.Flush();
        outbox.Flush();

        Assert.Equal(_writer.All, _writer.Sent.SelectMany(bytes => bytes));
        Assert.Equal([1, 0, 0, 0, 2, 0, 0, 0], _writer.All);
    }

    [Fact]
    public async Task Flush_FromTwoThreadsWhereTheConnectionHolds_HoldsNothingInTheEnd()
    {
        var outbox = Open(isTls: true, holds: true);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => OwnThread.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                outbox.Post([1, 2, 3, 4], []);
                outbox.Post([5, 6, 7, 8], []);
                outbox.Flush();
            }
        })));

        Assert.All(_writer.Flushed, flushed => Assert.Equal(4, flushed.Length));
        Assert.Equal(8_000, _writer.Flushed.Count + _counters.Dropped(DropReason.SlowReader));
        Assert.Equal(_writer.All, _writer.Sent.SelectMany(bytes => bytes));
    }

    [Fact]
    public void Flush_WhileTheReleaseWaits_LeavesTogetherWhenTheConnectionGoesOn()
    {
        var outbox = Open(isTls: true, holds: true);
        Block(outbox);
        Post(outbox, 5);

        _writer.Open();

        Assert.Equal([0, 1, 2, 3, 4], Numbers());
        Assert.Equal([4, 5 * MessageBytes], _writer.Sent.Select(sent => sent.Length));
        Assert.All(_writer.Flushed.Skip(1), flushed => Assert.Equal(MessageBytes, flushed.Length));
    }

    // More than is held at once leaves in the middle of a burst, and that may have to wait.
    [Fact]
    public void Flush_TheMiddleOfABurstWaits_HoldsNothingWhenTheConnectionGoesOn()
    {
        var outbox = Open(isTls: true, holds: true);
        _writer.MaxHeldBytes = 8;
        _writer.Close();

        for (byte i = 0; i < 6; i++) outbox.Post([i, 0, 0, 0], []);
        outbox.Flush();
        Assert.Equal(12, Assert.Single(_writer.Sent).Length);
        _writer.Open();

        Assert.Equal([0, 1, 2, 3, 4, 5], _writer.Flushed.Select(flushed => (int)flushed[0]));
        Assert.Equal(_writer.All, _writer.Sent.SelectMany(bytes => bytes));
    }

    [Fact]
    public void Flush_WhatWaitedIsLate_ReleasesWhatWasHeld()
    {
        var outbox = Open(isTls: true, holds: true);
        _writer.MaxHeldBytes = 8;
        _writer.Close();
        for (byte i = 0; i < 6; i++) outbox.Post([i, 0, 0, 0], []);
        outbox.Flush();
        _time.Advance(_maxWait + TimeSpan.FromMilliseconds(1));

        _writer.Open();
        outbox.Post([9, 0, 0, 0], []);
        outbox.Flush();

        Assert.Equal([0, 1, 2, 9], _writer.Flushed.Select(flushed => (int)flushed[0]));
        Assert.Equal(_writer.All, _writer.Sent.SelectMany(bytes => bytes));
    }

    [Fact]
    public void Post_TheConnectionIsLostInABurst_ClosesAndThrowsNothing()
    {
        var outbox = Open(isTls: true, holds: true);
        outbox.Post([1, 0, 0, 0], []);
        outbox.Post([2, 0, 0, 0], []);
        _writer.Failure = new IOException("Broken pipe.");
        outbox.Post([3, 0, 0, 0], []);
        _writer.Failure = null;

        outbox.Post([4, 0, 0, 0], []);
        outbox.Flush();

        Assert.Equal([1], _writer.Flushed.Select(flushed => (int)flushed[0]));
        Assert.Empty(_writer.Sent);
    }

    [Fact]
    public void Flush_TheReleaseFails_ClosesAndThrowsNothing()
    {
        var outbox = Open(isTls: true, holds: true);
        _writer.IsOver = true;
        outbox.Post([1, 0, 0, 0], []);
        outbox.Flush();

        outbox.Post([2, 0, 0, 0], []);
        outbox.Flush();

        Assert.Single(_writer.Flushed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Flush_BurstsOverTls_TakeNothingFromTheHeap(bool holds)
    {
        var writer = new SilentWriter();
        var outbox = Open(writer, isTls: true, holds ? writer : null);
        Send();

        Assert.Equal(0, HeapUse.Of(Send));

        void Send()
        {
            Span<byte> header = stackalloc byte[4];
            for (var i = 0; i < 1_000; i++)
            {
                for (var j = 0; j < 8; j++) outbox.Post(header, header);
                outbox.Flush();
            }
        }
    }

    private StreamOutbox Open(bool isTls = false, bool holds = false) => Open(_writer, isTls, holds ? _writer : null);

    private StreamOutbox Open(PipeWriter writer, bool isTls, IHeldOutput? held)
    {
        var protocol = isTls ? TransportProtocol.Tls : TransportProtocol.Tcp;
        return new(new StreamConnection(new OutputOnly(writer), default(FiveTuple) with { Protocol = protocol }, held), _time, _maxWait, _counters);
    }

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

    private sealed record OutputOnly(PipeWriter Output) : IDuplexPipe
    {
        public PipeReader Input => throw new NotSupportedException();
    }
}
