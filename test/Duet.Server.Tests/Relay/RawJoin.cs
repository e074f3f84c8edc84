using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Duet.Server.Tests.Signaling.Upgrade;

namespace Duet.Server.Tests.Relay;

/// <summary>Joins with a Host header that no HTTP client would send.</summary>
internal static class RawJoin
{
    public static async Task<RelayOffer> JoinAsync(RunningDuet duet, string host, string header = "")
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(duet.Address.Host, duet.Address.Port).InTimeAsync();
        await using var stream = await SecureAsync(tcp.GetStream(), duet.Address.Scheme);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{header}" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")).InTimeAsync();
        Assert.StartsWith("HTTP/1.1 101 ", await ReadHeadAsync(stream), StringComparison.Ordinal);
        await stream.WriteAsync(ClientFrame.Text("""{"cmd":"join","roomId":"raw","uid":"anna"}""")).InTimeAsync();
        return RelayOffer.Of(JsonNode.Parse((await ServerFrame.ReadAsync(stream)).Text)!.AsObject());
    }

    private static async Task<Stream> SecureAsync(Stream stream, string scheme)
    {
        if (scheme == Uri.UriSchemeHttp) return stream;

        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost").InTimeAsync();
        return tls;
    }

    private static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next).InTimeAsync();
            head.Append((char)next[0]);
        }

        return head.ToString();
    }
}
