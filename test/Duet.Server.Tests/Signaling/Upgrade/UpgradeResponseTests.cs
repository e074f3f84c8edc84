using System.Text;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

public sealed class UpgradeResponseTests
{
    // RFC 6455 section 1.3.
    [Fact]
    public void For_KeyOfTheRfc_AcceptsAsTheRfcDoes()
    {
        var lines = Encoding.ASCII.GetString(UpgradeResponse.For("dGhlIHNhbXBsZSBub25jZQ==")).Split("\r\n");

        Assert.Equal("HTTP/1.1 101 Switching Protocols", lines[0]);
        Assert.Equal(["", ""], lines[^2..]);
        Assert.Equal(
            ["Connection: Upgrade", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Upgrade: websocket"],
            lines[1..^2].Order(StringComparer.Ordinal));
    }
}
