using System.Net.WebSockets;
using System.Text;

namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>A message, put together from what was received of it.</summary>
internal sealed record ReceivedWhole(WebSocketMessageType Type, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
}
