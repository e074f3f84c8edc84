using System.Net;
using System.Net.Sockets;

namespace Duet.TestKit.Processes;

/// <summary>
/// Ports for programs that cannot be told to take any free one and say which. They lie below those that Linux hands out by itself (32768 to 60999,
/// <c>ip_local_port_range</c>), so that no connection of somebody else comes by one before its program does.
/// </summary>
internal static class FreePort
{
    private const int First = 10000;
    private const int End = 32768;

    private static int _last = Random.Shared.Next(End - First); // another process of tests begins elsewhere

    /// <summary>A port of 127.0.0.1 that nobody holds, and that is given to nobody else in this process.</summary>
    public static int Find(SocketType type)
    {
        for (var tries = 0; tries < End - First; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % (End - First));
            using var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // The next one, then.
            }
        }

        throw new InvalidOperationException($"Every port of 127.0.0.1 from {First} to {End - 1} is in use.");
    }
}
