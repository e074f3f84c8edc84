using System.Net.WebSockets;
using System.Text;
using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SessionOutboxTests
{
    private const int MaxBytes = 10;

    private readonly HeldSends _sends = new();
    private readonly SessionOutbox _outbox;
    private int _overflows;
    private Task? _completion;

    public SessionOutboxTests() => _outbox = new SessionOutbox(_sends.Socket, MaxBytes, OnOverflow);

    [Fact]
    public void Post_WithoutFlush_SendsNothing()
    {
        Post("a");

        Assert.Empty(_sends.Socket.Sent);
    }

    [Fact]
    public void Flush_Empty_SendsNothing()
    {
        _outbox.Flush();

        Assert.Empty(_sends.Socket.Sent);
    }

    [Fact]
    public void Flush_Several_AreSentOneAfterTheOtherInOrder()
    {
        Post("a");
        Post("b");
        Post("c");
        _outbox.Flush();
        Assert.Equal(["a"], _sends.Socket.Sent);

        _sends.LetGo();
        Assert.Equal(["a", "b"], _sends.Socket.Sent);
        _sends.LetGo();
        Assert.Equal(["a", "b", "c"], _sends.Socket.Sent);
    }

    [Fact]
    public void Flush_WhileSending_LeavesItToTheSender()
    {
        PostAndFlush("a");
        PostAndFlush("b");
        Assert.Equal(["a"], _sends.Socket.Sent);

        _sends.LetGo();
        Assert.Equal(["a", "b"], _sends.Socket.Sent);
        Assert.Equal(1, _sends.Socket.MostSendsAtOnce);
    }

    [Fact]
    public void Flush_AfterEverythingWasSent_SendsAgain()
    {
        PostAndFlush("a");
        _sends.LetGo();
        PostAndFlush("b");

        Assert.Equal(["a", "b"], _sends.Socket.Sent);
    }

    [Fact]
    public void Post_CallersBuffer_IsCopied()
    {
        var buffer = "a"u8.ToArray();
        _outbox.Post(buffer);
        buffer[0] = (byte)'x';
        _outbox.Flush();

        Assert.Equal(["a"], _sends.Socket.Sent);
    }

    [Fact]
    public void Post_ExactlyTheLimit_IsNoOverflow()
    {
        Post("12345");
        PostAndFlush("67890");
        _sends.LetGo();

        Assert.Equal(0, _overflows);
        Assert.Equal(["12345", "67890"], _sends.Socket.Sent);
    }

    [Fact]
    public void Post_WhatIsBeingSent_DoesNotCount()
    {
        PostAndFlush("1234567890");
        PostAndFlush("1234567890");

        Assert.Equal(0, _overflows);
    }

    [Fact]
    public void Post_AfterTheQueueWasSent_HasTheWholeLimitAgain()
    {
        for (var round = 0; round < 5; round++)
        {
            PostAndFlush("1234567890");
            _sends.LetGo();
        }

        Assert.Equal((0, 5), (_overflows, _sends.Socket.Sent.Count));
    }

    [Fact]
    public async Task Flush_OneByteTooMuch_EndsOnceWithSlowReaderAndDropsTheQueue()
    {
        PostAndFlush("sending");
        PostAndFlush("1234567890");
        PostAndFlush("x");
        PostAndFlush("y");
        Assert.Equal(1, _overflows);

        _sends.LetGo();
        await _completion!;

        Assert.Equal(["sending"], _sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.SlowReader);
    }

    [Fact]
    public async Task Flush_OverflowBeforeAnythingWasSent_ClosesWithoutSending()
    {
        Post("1234567890");
        PostAndFlush("x");
        await _completion!;

        Assert.Equal(1, _overflows);
        Assert.Empty(_sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.SlowReader);
    }

    [Fact]
    public async Task Flush_SingleMessageBeyondTheLimit_ClosesWithoutSending()
    {
        PostAndFlush("12345678901");
        await _completion!;

        Assert.Equal(1, _overflows);
        Assert.Empty(_sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.SlowReader);
    }

    [Fact]
    public async Task CompleteAsync_Idle_ClosesAtOnce()
    {
        await _outbox.CompleteAsync(SessionEnd.Malformed);

        Assert.Empty(_sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.Malformed);
    }

    [Fact]
    public async Task CompleteAsync_WhileSending_SendsTheQueueThenTheLastWordThenCloses()
    {
        PostAndFlush("a");
        PostAndFlush("b");
        var completion = _outbox.CompleteAsync(SessionEnd.ShuttingDown);
        _sends.LetGo();
        _sends.LetGo();
        Assert.Equal(0, _sends.Socket.CloseFrames);
        Assert.False(completion.IsCompleted);

        _sends.LetGo();
        await completion;

        Assert.Equal(["a", "b", Encoding.UTF8.GetString(SessionEnd.ShuttingDown.LastWord!.ToUtf8())], _sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.ShuttingDown);
    }

    [Fact]
    public async Task CompleteAsync_PostedButNotFlushed_IsSentFirst()
    {
        Post("a");
        var completion = _outbox.CompleteAsync(SessionEnd.Malformed);
        _sends.LetGo();
        await completion;

        Assert.Equal(["a"], _sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.Malformed);
    }

    [Fact]
    public async Task CompleteAsync_Twice_TheFirstEndCountsAndBothAreOver()
    {
        PostAndFlush("a");
        var first = _outbox.CompleteAsync(SessionEnd.Malformed);
        var second = _outbox.CompleteAsync(SessionEnd.ShuttingDown);
        _sends.LetGo();
        await Task.WhenAll(first, second, _outbox.CompleteAsync(SessionEnd.Unjoined));

        Assert.Equal(["a"], _sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.Malformed);
    }

    [Fact]
    public async Task CompleteAsync_AfterPostsThatOverflowedUnflushed_StillDropsTheQueue()
    {
        Post("1234567890");
        Post("x");
        await _outbox.CompleteAsync(SessionEnd.ClientClosed);

        Assert.Empty(_sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.ClientClosed);
    }

    [Fact]
    public async Task Post_AfterTheEnd_IsDropped()
    {
        PostAndFlush("a");
        var completion = _outbox.CompleteAsync(SessionEnd.Malformed);
        PostAndFlush("b");
        _sends.LetGo();
        await completion;
        PostAndFlush("c");

        Assert.Equal(["a"], _sends.Socket.Sent);
        AssertClosedOnce(SessionEnd.Malformed);
    }

    [Fact]
    public void Post_PastTheLimitAfterTheEnd_IsNoOverflow()
    {
        PostAndFlush("a");
        _ = _outbox.CompleteAsync(SessionEnd.Malformed);
        PostAndFlush("12345678901");

        Assert.Equal(0, _overflows);
    }

    [Fact]
    public async Task Flush_BrokenSocket_AbortsAndSendsNothingMore()
    {
        PostAndFlush("a");
        PostAndFlush("b");
        _sends.Break();
        PostAndFlush("c");
        await _outbox.CompleteAsync(SessionEnd.ConnectionLost);

        Assert.Equal(["a"], _sends.Socket.Sent);
        Assert.Equal((1, 0), (_sends.Socket.Aborts, _sends.Socket.CloseFrames));
    }

    [Fact]
    public async Task CompleteAsync_SocketBreaksMeanwhile_IsOver()
    {
        PostAndFlush("a");
        var completion = _outbox.CompleteAsync(SessionEnd.ShuttingDown);
        _sends.Break();
        await completion;

        Assert.Equal(["a"], _sends.Socket.Sent);
        Assert.Equal((1, 0), (_sends.Socket.Aborts, _sends.Socket.CloseFrames));
    }

    [Fact]
    public async Task CompleteAsync_CloseFrameFails_AbortsAndIsOver()
    {
        var socket = new ScriptedWebSocket(_ => Task.CompletedTask) { FailsToClose = true };
        var outbox = new SessionOutbox(socket, MaxBytes, OnOverflow);

        await outbox.CompleteAsync(SessionEnd.Malformed);
        await outbox.CompleteAsync(SessionEnd.Malformed);

        Assert.Equal((1, 1), (socket.Aborts, socket.CloseFrames));
    }

    [Fact]
    public async Task CompleteAsync_ConnectionLost_ClosesWithoutAText()
    {
        await _outbox.CompleteAsync(SessionEnd.ConnectionLost);

        Assert.Equal(WebSocketCloseStatus.Empty, _sends.Socket.SentCloseStatus);
        Assert.Null(_sends.Socket.SentCloseDescription);
    }

    private void OnOverflow()
    {
        _overflows++;
        _completion = _outbox.CompleteAsync(SessionEnd.SlowReader);
    }

    private void Post(string message) => _outbox.Post(Encoding.UTF8.GetBytes(message));

    private void PostAndFlush(string message)
    {
        Post(message);
        _outbox.Flush();
    }

    private void AssertClosedOnce(SessionEnd end)
    {
        Assert.Equal(1, _sends.Socket.CloseFrames);
        Assert.Equal(end.CloseStatus, _sends.Socket.SentCloseStatus);
        Assert.Equal(end.CloseDescription, _sends.Socket.SentCloseDescription);
        Assert.Equal(0, _sends.Socket.Aborts);
    }
}
