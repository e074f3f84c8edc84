using System.Buffers;
using System.Text;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

public sealed class UpgradeRequestTests
{
    private const string Plain =
        "GET /ws HTTP/1.1\r\nHost: duet.example:8443\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    [Fact]
    public void Read_PlainUpgrade_IsTaken()
    {
        var request = Read(Plain, out var rest);

        Assert.NotNull(request);
        Assert.Equal("duet.example:8443", request.Host);
        Assert.Null(request.Origin);
        Assert.Equal("dGhlIHNhbXBsZSBub25jZQ==", request.Key);
        Assert.Equal("", rest);
    }

    [Fact]
    public void Read_AsBrowsersSendIt_IsTaken()
    {
        var request = Read(Plain
            .Replace("Connection: Upgrade", "connection: keep-alive, Upgrade", StringComparison.Ordinal)
            .Replace("Upgrade: websocket", "upgrade: WebSocket", StringComparison.Ordinal)
            .Replace("\r\n\r\n", "\r\nOrigin: https://duet.example:8443\r\nCookie: a=b\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n", StringComparison.Ordinal), out _);

        Assert.Equal("https://duet.example:8443", request?.Origin);
    }

    [Fact]
    public void Read_FramesRightBehindTheHead_AreLeftToTheWebSocket()
    {
        Assert.NotNull(Read(Plain + "frames", out var rest));

        Assert.Equal("frames", rest);
    }

    [Theory]
    [InlineData("GET /ws HTTP/1.1", "POST /ws HTTP/1.1")]
    [InlineData("GET /ws HTTP/1.1", "GET /ws HTTP/1.0")]
    [InlineData("GET /ws HTTP/1.1", "GET /wss HTTP/1.1")]
    [InlineData("GET /ws HTTP/1.1", "GET /ws?a=b HTTP/1.1")]
    [InlineData("GET /ws HTTP/1.1", "GET / HTTP/1.1")]
    [InlineData("GET /ws HTTP/1.1", "GET /ws")]
    [InlineData("GET /ws HTTP/1.1", "PRI * HTTP/2.0")]
    [InlineData("Host: duet.example:8443\r\n", "")]
    [InlineData("Host: duet.example:8443", "Host:")]
    [InlineData("Host: duet.example:8443", "Host: a\r\nHost: b")]
    [InlineData("Connection: Upgrade", "Connection: close")]
    [InlineData("Connection: Upgrade", "Connection: upgraded")]
    [InlineData("Upgrade: websocket", "Upgrade: h2c")]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: https://a.example\r\nOrigin: https://b.example")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\r\nX-Forwarded-For: 203.0.113.9")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\r\nForwarded: for=203.0.113.9")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 3")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\r\nTransfer-Encoding: chunked")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\r\nNo colon")]
    [InlineData("\r\n\r\n", "\r\n")]
    public void Read_AnythingElse_IsLeftToHttp(string part, string replacement)
    {
        Assert.Contains(part, Plain, StringComparison.Ordinal);

        Assert.Null(Read(Plain.Replace(part, replacement, StringComparison.Ordinal), out _));
    }

    [Fact]
    public void Read_HeadCutShortAnywhere_IsLeftToHttp()
    {
        for (var length = 0; length < Plain.Length; length++) Assert.Null(Read(Plain[..length], out _));
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001")]
    [InlineData("\u0000\u0001\u0000\u0008!\u0012\u00a4B")]
    [InlineData("\r\n\r\n")]
    public void Read_NoHttpAtAll_IsLeftToHttp(string bytes) => Assert.Null(Read(bytes, out _));

    private static UpgradeRequest? Read(string bytes, out string rest)
    {
        var buffer = new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(bytes));
        var request = UpgradeRequest.Read(buffer, out var end);
        rest = Encoding.Latin1.GetString(buffer.Slice(end));
        return request;
    }
}
