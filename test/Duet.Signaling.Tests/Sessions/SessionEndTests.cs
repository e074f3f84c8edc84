using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SessionEndTests
{
    // RFC 6455 section 5.5: a control frame carries 125 bytes, of which the status takes two.
    private const int MaxDescriptionBytes = 123;

    private static readonly Dictionary<string, SessionEnd> _ends = typeof(SessionEnd)
        .GetProperties(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(property => property.PropertyType == typeof(SessionEnd))
        .ToDictionary(property => property.Name, property => (SessionEnd)property.GetValue(null)!);

    public static TheoryData<string> Names => [.. _ends.Keys];

    [Theory]
    [InlineData("ClientClosed", 1000, null)]
    [InlineData("ConnectionLost", 1005, null)]
    [InlineData("Unjoined", 1000, null)]
    [InlineData("ShuttingDown", 1001, "shutting-down")]
    [InlineData("Malformed", 1008, null)]
    [InlineData("EndlessMessage", 1009, "too-large")]
    [InlineData("NotUtf8", 1007, "bad-message")]
    [InlineData("SlowReader", 1013, null)]
    [InlineData("TooManyConnections", 1013, "too-fast")]
    [InlineData("TakenOver", 4001, "seat-gone")]
    public void CloseStatus_Each_IsTheProtocols(string name, int status, string? lastWord)
    {
        var end = _ends[name];
        var said = end.LastWord is null ? null : Encoding.UTF8.GetString(end.LastWord.ToUtf8());

        Assert.Equal(status, (int)end.CloseStatus);
        Assert.Equal(lastWord is not null, said?.Contains($"\"code\":\"{lastWord}\"", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void CloseStatus_AllEnds_AreTestedAbove() => Assert.Equal(10, _ends.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task CloseDescription_Each_FitsIntoARealCloseFrame(string name)
    {
        var end = _ends[name];
        using var socket = WebSocket.CreateFromStream(new MemoryStream(), new WebSocketCreationOptions { IsServer = true });

        Assert.InRange(Encoding.UTF8.GetByteCount(end.CloseDescription ?? ""), 0, MaxDescriptionBytes);
        await socket.CloseOutputAsync(end.CloseStatus, end.CloseDescription, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LastWord_WhereThereIsOne_IsASentence(string name) => Assert.Matches(@"^([A-Z].*\.)?$", _ends[name].LastWord?.Message ?? "");
}
