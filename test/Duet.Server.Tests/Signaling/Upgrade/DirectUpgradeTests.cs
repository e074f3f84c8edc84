using System.Text;
using System.Text.Json.Nodes;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

public sealed class DirectUpgradeTests
{
    private static readonly TimeSpan _headersTimeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Upgrade_InOnePiece_Joins()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var raw = await RawConnection.OpenAsync(duet);

        await raw.SendAsync(UpgradeOf(duet.Address.Authority));
        Assert.StartsWith("HTTP/1.1 101 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        await raw.SendAsync(Join);

        await AssertJoinedAsync(raw);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(80)]
    public async Task Upgrade_InTwoPieces_Joins(int firstBytes)
    {
        await using var duet = await RunningDuet.StartAsync();
        using var raw = await RawConnection.OpenAsync(duet);
        await WaitForTimersAsync(duet, duet.Sweeps + 1);
        var upgrade = UpgradeOf(duet.Address.Authority);

        await raw.SendAsync(upgrade[..firstBytes]);
        await WaitForTimersAsync(duet, duet.Sweeps); // The server has looked at the first bytes.
        await raw.SendAsync(upgrade[firstBytes..]);
        Assert.StartsWith("HTTP/1.1 101 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        await raw.SendAsync(Join);

        await AssertJoinedAsync(raw);
    }

    [Fact]
    public async Task Upgrade_FramesTogetherWithTheHead_AreNotLost()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var raw = await RawConnection.OpenAsync(duet);

        await raw.SendAsync([.. UpgradeOf(duet.Address.Authority), .. ClientFrame.Ping("p"), .. Join]);
        Assert.StartsWith("HTTP/1.1 101 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);

        var pong = await raw.ReadFrameAsync();
        Assert.Equal((FrameOpcode.Pong, "p"), (pong.Opcode, pong.Text));
        await AssertJoinedAsync(raw);
    }

    [Fact]
    public async Task Upgrade_OfAForeignPage_IsRefused()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var raw = await RawConnection.OpenAsync(duet);

        await raw.SendAsync(UpgradeOf(duet.Address.Authority, "Origin: https://evil.example\r\n"));

        Assert.StartsWith("HTTP/1.1 403 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", "HTTP/1.1 400 ")]
    [InlineData("duet.example", "HTTP/1.1 101 ")]
    public async Task Upgrade_HostFiltered_IsNotGoneAround(string host, string expected)
    {
        await using var duet = await RunningDuet.StartAsync("--AllowedHosts=duet.example");
        using var raw = await RawConnection.OpenAsync(duet);

        await raw.SendAsync(UpgradeOf(host));

        Assert.StartsWith(expected, await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ThatSendsNothing_IsCutInTime()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var raw = await RawConnection.OpenAsync(duet);
        await WaitForTimersAsync(duet, duet.Sweeps + 1);
        duet.Time.Advance(_headersTimeout - TimeSpan.FromSeconds(1));
        Assert.Equal(duet.Sweeps + 1, duet.Time.ArmedTimers);

        duet.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await raw.ReadToEndAsync());
    }

    [Theory]
    [InlineData("*")]
    [InlineData("127.0.0.1")]
    public async Task Connection_ThatSendsNothing_DoesNotHoldUpTheStop(string allowedHosts)
    {
        await using var duet = await RunningDuet.StartAsync($"--AllowedHosts={allowedHosts}");
        using var raw = await RawConnection.OpenAsync(duet);
        await WaitForTimersAsync(duet, duet.Sweeps + 1);

        await duet.StopAsync().WaitAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Body_ThatEndsHalfway_DoesNotHoldUpTheStop()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var raw = await RawConnection.OpenAsync(duet);
        await raw.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /leave HTTP/1.1\r\nHost: {duet.Address.Authority}\r\nContent-Type: text/plain\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 100 ", await raw.ReadHeadAsync(), StringComparison.Ordinal); // The body is being read.
        await raw.SendAsync(new byte[10]);

        await duet.StopAsync().WaitAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        Assert.Empty(await raw.ReadToEndAsync());
    }

    [Fact]
    public async Task Frame_Unmasked_IsAnsweredWith1002()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var raw = await RawConnection.OpenAsync(duet);
        await raw.SendAsync([.. UpgradeOf(duet.Address.Authority), .. Convert.FromHexString("8100")]);
        await raw.ReadHeadAsync();

        var close = await raw.ReadFrameAsync();

        Assert.Equal((FrameOpcode.Close, 1002), (close.Opcode, close.CloseStatus));
        Assert.Empty(await raw.ReadToEndAsync());
        await Eventually.IsTrueAsync(() => duet.Signaling.SessionCount == 0, "the session is over");
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc")]
    [InlineData("no request at all\r\n\r\n")]
    [InlineData("GET /ws HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n")]
    [InlineData("\u0000\u0000\u0000\u0000\r\n")]
    public async Task FirstPacket_Garbage_IsRefusedAndTheServerLivesOn(string bytes)
    {
        await using var duet = await RunningDuet.StartAsync();
        using (var raw = await RawConnection.OpenAsync(duet))
        {
            await raw.SendAsync(Encoding.Latin1.GetBytes(bytes));
            raw.EndSending();
            var answer = await raw.ReadToEndAsync();
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), answer);
        }

        await using var anna = await duet.JoinAsync("room", "anna");
    }

    [Fact]
    public async Task FirstPacket_Random_NeverStopsTheServer()
    {
        var random = new Random(300);
        await using var duet = await RunningDuet.StartAsync();
        for (var round = 0; round < 300; round++)
        {
            using var raw = await RawConnection.OpenAsync(duet);
            await raw.SendAsync(round % 2 == 0 ? RandomBytes(random) : Mutate(random, [.. UpgradeOf(duet.Address.Authority), .. Join]));
            raw.EndSending();
            await raw.ReadToEndAsync();
        }

        await Eventually.IsTrueAsync(() => duet.Signaling.SessionCount == 0, "no session is left");
        await using var anna = await duet.JoinAsync("room", "anna");
    }

    private static byte[] Join => ClientFrame.Text("""{"cmd":"join","roomId":"raw","uid":"anna"}""");

    private static byte[] UpgradeOf(string host, string header = "") => Encoding.ASCII.GetBytes(
        $"GET /ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{header}" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    private static async Task AssertJoinedAsync(RawConnection raw) =>
        Assert.Equal("joined", JsonNode.Parse((await raw.ReadFrameAsync()).Text)!["cmd"]!.GetValue<string>());

    private static Task WaitForTimersAsync(RunningDuet duet, int count) =>
        Eventually.IsTrueAsync(() => duet.Time.ArmedTimers == count, $"{count} timers run");

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 600)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes[..random.Next(1, bytes.Length + 1)];
    }
}
