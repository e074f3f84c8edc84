using System.Net;
using System.Net.Sockets;

namespace Duet.Load.Turn;

/// <summary>A port of 127.0.0.1 that neither UDP nor TCP uses at this moment, for servers that must be told one.</summary>
internal static class FreePort
{
    private const int Attempts = 100;

    public static int Find()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var chosen = (IPEndPoint)udp.LocalEndPoint!;
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                tcp.Bind(chosen);
                return chosen.Port;
            }
            catch (SocketException)
            {
                // Taken for TCP: another one.
            }
        }

        throw new LoadException("no port of 127.0.0.1 is free for both UDP and TCP");
    }
}
