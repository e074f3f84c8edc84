using System.Globalization;
using System.Text;
using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SessionOutboxStressTests
{
    private const int Posters = 4;
    private const int Each = 5_000;

    [Fact]
    public async Task Flush_ManyPosters_OneSendAtATimeNothingLostAndEachInOrder()
    {
        var socket = new ScriptedWebSocket(SometimesLater);
        var outbox = new SessionOutbox(socket, int.MaxValue, () => Assert.Fail("The outbox has no limit."));

        Race.Rounds(1, Posters, (poster, _) =>
        {
            for (var number = 0; number < Each; number++) PostAndFlush(outbox, $"{poster}:{number}");
        });
        await outbox.CompleteAsync(SessionEnd.Malformed);

        Assert.Equal(1, socket.MostSendsAtOnce);
        Assert.Equal(Posters * Each, socket.Sent.Count);
        AssertEachInOrderWithoutGaps(socket.Sent);
        Assert.Equal((1, 0), (socket.CloseFrames, socket.Aborts));
    }

    [Fact]
    public void CompleteAsync_AmongPosters_NothingIsSentAfterTheOneCloseFrame()
    {
        var ends = new[] { SessionEnd.Malformed, SessionEnd.ShuttingDown };
        ScriptedWebSocket socket;
        SessionOutbox outbox;
        Renew();

        // The socket itself throws where two send at once, or where one sends after the close frame; the outbox would then abort it.
        Race.Rounds(
            200,
            Posters,
            (runner, _) =>
            {
                for (var number = 0; number < 10; number++)
                {
                    if (number == 5 && runner < ends.Length) outbox.CompleteAsync(ends[runner]).Wait(TestContext.Current.CancellationToken);
                    PostAndFlush(outbox, $"{runner}:{number}");
                }
            },
            _ =>
            {
                Assert.Equal((1, 0, 1), (socket.CloseFrames, socket.Aborts, Math.Max(1, socket.MostSendsAtOnce)));
                Assert.Equal(socket.SentCloseStatus == SessionEnd.ShuttingDown.CloseStatus ? 1 : 0, socket.Sent.Count(IsLastWord));
                AssertEachInOrderWithoutGaps(socket.Sent.Where(message => !IsLastWord(message)));
                Renew();
            });

        void Renew()
        {
            socket = new ScriptedWebSocket(SometimesLater);
            outbox = new SessionOutbox(socket, int.MaxValue, () => Assert.Fail("The outbox has no limit."));
        }
    }

    [Fact]
    public async Task Flush_OverflowAmongManyPosters_EndsWithSlowReaderAndDropsTheQueue()
    {
        for (var round = 0; round < 20; round++)
        {
            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var socket = new ScriptedWebSocket(_ => held.Task);
            SessionOutbox? outbox = null;
            outbox = new SessionOutbox(socket, 100, () => outbox!.CompleteAsync(SessionEnd.SlowReader));

            Race.Rounds(1, Posters, (poster, _) =>
            {
                for (var number = 0; number < 50; number++) PostAndFlush(outbox, $"{poster}:{number}");
            });
            held.SetResult();
            await outbox.CompleteAsync(SessionEnd.Malformed);

            Assert.InRange(socket.Sent.Count, 0, 1); // None, where it overflowed before the first flush came to its send.
            Assert.Equal((1, 0), (socket.CloseFrames, socket.Aborts));
            Assert.Equal(SessionEnd.SlowReader.CloseStatus, socket.SentCloseStatus);
        }
    }

    private static bool IsLastWord(string message) => message.StartsWith('{');

    // Some sends end at once, some on another thread.
    private static async Task SometimesLater(string message)
    {
        if (message[^1] is '0' or '3' or '4' or '7') await Task.Yield();
    }

    private static void PostAndFlush(SessionOutbox outbox, string message)
    {
        outbox.Post(Encoding.UTF8.GetBytes(message));
        outbox.Flush();
    }

    private static void AssertEachInOrderWithoutGaps(IEnumerable<string> sent)
    {
        foreach (var ofOne in sent.Select(message => message.Split(':')).GroupBy(parts => parts[0], parts => parts[1]))
        {
            Assert.Equal(Enumerable.Range(0, ofOne.Count()), ofOne.Select(number => int.Parse(number, CultureInfo.InvariantCulture)));
        }
    }
}
