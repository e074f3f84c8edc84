using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SignalingSessionPropertyTests
{
    private const string LastQuestion = """{"cmd":"keepalive","last":true}""";

    private static readonly string[] _answers = ["error", "joined", "prepared"];

    [Fact]
    public void Session_HostileText_IsAnsweredOrClosedAndBystandersNoticeNothing() =>
        Check(HostileText.AnyText, WebSocketMessageType.Text);

    [Fact]
    public void Session_HostileBytesAsText_AreAnsweredOrClosedAndBystandersNoticeNothing() =>
        Check(HostileText.Any, WebSocketMessageType.Text);

    [Fact]
    public void Session_HostileBinary_IsAnsweredOrClosedAndBystandersNoticeNothing() =>
        Check(HostileText.Any, WebSocketMessageType.Binary);

    private static void Check(Gen<byte[]> messages, WebSocketMessageType type)
    {
        var attack =
            from first in Gen.Elements("join", "join-resumable", "prepare")
            from count in Gen.Choose(1, 20)
            from each in Gen.ArrayOf(messages, count)
            select (byte[][])[MessageSample.Read(first).Utf8, .. each];
        var attacks = Arb.From(attack, each => PropertyCheck.Shrink(each));
        PropertyCheck.Holds(Prop.ForAll(attacks, each => SurvivesAsync(each, type)), cases: 100);
    }

    private static async Task SurvivesAsync(byte[][] attack, WebSocketMessageType type)
    {
        var host = new SignalingHost(new() { MaxMessageBytes = 1024 });
        var (anna, ben) = await host.ConnectPairAsync();
        var attacker = host.Connect();
        var attacked = new HashSet<string> { LastQuestion };
        foreach (var message in attack)
        {
            attacked.Add(Encoding.UTF8.GetString(message));
            if (!await attacker.TrySendAsync(message, type)) break;
        }

        await attacker.TrySendAsync([.. Encoding.UTF8.GetBytes(LastQuestion)]);
        await ExpectAnswersAsync(attacker, attacked);
        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
        await attacker.DropAsync(); // Throws whatever the session threw.

        host.EndHeldSeats(); // That of an attacker who can resume.

        await anna.SendAsync(Say.Offer("tea", "anna", "ben"));
        await ben.ExpectAsync(Say.Offer("tea", "anna", "ben"));
        Assert.Equal((2, 1), (host.Server.SessionCount, host.Server.RoomCount));
        await anna.CloseAsync();
        await ben.CloseAsync();
        Assert.Equal((0, 0, 0), (host.Server.SessionCount, host.Server.RoomCount, host.Time.ArmedTimers));
    }

    // Until the echo of the last question, or until the server closed: nothing but its own messages and echoes of what was sent.
    private static async Task ExpectAnswersAsync(InMemoryClient attacker, HashSet<string> attacked)
    {
        while (await attacker.TryReceiveAsync() is { } text && text != LastQuestion)
        {
            using var message = JsonDocument.Parse(text);
            var cmd = message.RootElement.GetProperty("cmd").GetString();
            Assert.True(_answers.Contains(cmd) || (cmd is "keepalive" or "keeplive" && attacked.Contains(text)), text);
        }
    }
}
