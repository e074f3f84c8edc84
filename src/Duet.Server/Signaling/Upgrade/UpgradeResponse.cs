using System.Security.Cryptography;
using System.Text;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>Our half of the opening handshake (RFC 6455 section 4.2.2): no subprotocol, no extension.</summary>
internal static class UpgradeResponse
{
    // RFC 6455 section 1.3.
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static byte[] For(string key)
    {
#pragma warning disable CA5350 // The RFC wants SHA-1: it proves that we speak WebSocket, and protects nothing.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n");
    }
}
