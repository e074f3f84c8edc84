using System.Net;
using System.Net.Sockets;
using Duet.FirstFrame.Delay;

namespace Duet.FirstFrame.Tests.Delay;

/// <summary>A TCP and a UDP socket at 127.0.0.1, and a proxy for both at 127.0.0.2.</summary>
internal sealed class ProxiedServer : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly IPAddress _address = IPAddress.Loopback;
    private static readonly IPAddress _proxyAddress = IPAddress.Parse("127.0.0.2");

    private readonly TcpListener _listener = new(_address, 0);
    private readonly DelayProxy _proxy;

    public ProxiedServer(TimeSpan roundTrip, Action<SeenPacket>? see = null)
    {
        _listener.Start();
        Udp = new UdpClient(new IPEndPoint(_address, 0));
        var (tcpPort, udpPort) = (PortOf(_listener.LocalEndpoint), PortOf(Udp.Client.LocalEndPoint!));
        (TcpProxy, UdpProxy) = (new IPEndPoint(_proxyAddress, tcpPort), new IPEndPoint(_proxyAddress, udpPort));
        _proxy = new DelayProxy(new ProxyRoute("joiner", _proxyAddress, _address, udpPort, [tcpPort]), roundTrip, see);
    }

    public UdpClient Udp { get; }

    public IPEndPoint TcpProxy { get; }

    public IPEndPoint UdpProxy { get; }

    public void StopListening() => _listener.Stop();

    /// <summary>Both ends of a connection through the proxy.</summary>
    public async Task<(TcpClient Client, TcpClient Server)> ConnectAsync(CancellationToken stopping)
    {
        var client = new TcpClient();
        await client.ConnectAsync(TcpProxy, stopping);
        return (client, await _listener.AcceptTcpClientAsync(stopping));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _listener.Stop();
        Udp.Dispose();
    }

    private static int PortOf(EndPoint endPoint) => ((IPEndPoint)endPoint).Port;
}
