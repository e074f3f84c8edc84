using Duet.Stun;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>How a client reaches the server: a datagram each, or messages in a stream.</summary>
internal interface IClientTransport : IDisposable
{
    TransportAddress Address { get; }

    Task SendAsync(byte[] message);

    /// <summary>The next message; fails where none comes within <see cref="RunningServer.Patience"/>.</summary>
    Task<byte[]> ReceiveAsync();
}
