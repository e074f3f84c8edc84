using System.Text.Json;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Duet.Signaling.Tests.Messages;

public sealed class ClientMessagePropertyTests
{
    private const int MaxNameLength = 64;

    [Fact]
    public void TryRead_Noise_IsReadOrRefusedButNeverThrows() => Check(HostileText.Noise, 2_000);

    [Fact]
    public void TryRead_MutatedSamples_AreReadOrRefusedButNeverThrow() => Check(HostileText.Mutated, 10_000);

    [Fact]
    public void TryRead_RandomJson_IsReadOrRefusedButNeverThrows() => Check(HostileText.RandomJson, 2_000);

    private static void Check(Gen<byte[]> messages, int cases) =>
        PropertyCheck.Holds(Prop.ForAll(Arb.From(messages, bytes => PropertyCheck.Shrink(bytes)), IsReadAsAnotherParserReadsIt), cases);

    private static void IsReadAsAnotherParserReadsIt(byte[] utf8)
    {
        if (!ClientMessage.TryRead(utf8, MaxNameLength, out var message, out var fault))
        {
            Assert.Equal(ErrorCode.BadMessage, fault.Code);
            Assert.True(fault.RoomId is null || NameRule.Allows(fault.RoomId, MaxNameLength));
            return;
        }

        using var document = JsonDocument.Parse(utf8);
        var fields = document.RootElement;
        Assert.Null(fault);
        Assert.NotEqual(ClientCommand.None, message.Command);
        var cmd = fields.GetProperty("cmd").GetString()!.Replace("-", "", StringComparison.Ordinal);
        Assert.Equal(cmd is "keeplive" ? "keepalive" : cmd, message.Command.ToString(), ignoreCase: true);
        if (message.LastSeen is { } lastSeen) Assert.Equal(fields.GetProperty("lastSeen").GetInt64(), lastSeen);
        if (message.Seq != 0) Assert.Equal(fields.GetProperty("seq").GetInt64(), message.Seq);
        if (message.Command is ClientCommand.Keepalive) return;

        Assert.Equal(TextOf(fields.GetProperty("roomId")), message.RoomId.Value);
        Assert.Equal(TextOf(fields.GetProperty("uid")), message.Uid.Value);
        Assert.True(NameRule.Allows(message.RoomId.Value, MaxNameLength) && NameRule.Allows(message.Uid.Value, MaxNameLength));
        if (message.Command is ClientCommand.Resume) Assert.Equal(TextOf(fields.GetProperty("seat")), message.Seat!.Value.Value);
        if (message.Command is not (ClientCommand.Offer or ClientCommand.Answer or ClientCommand.Candidate)) return;

        Assert.Equal(TextOf(fields.GetProperty("remoteUid")), message.RemoteUid.Value);
        Assert.Equal(JsonValueKind.String, fields.GetProperty("msg").ValueKind);
    }

    private static string? TextOf(JsonElement value) => value.ValueKind is JsonValueKind.Number ? value.GetRawText() : value.GetString();
}
