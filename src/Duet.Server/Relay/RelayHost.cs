using System.Net;
using System.Net.Sockets;
using Duet.Server.Configuration;
using Duet.Server.Network;
using Duet.Turn;
using Duet.Turn.Authentication;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Relay;

/// <summary>
/// Runs the embedded STUN/TURN server as long as the process: it binds before anything else starts, so that a port in use is told at once,
/// and accepts TCP on the port that UDP has. (TLS comes in over the web server's port.)
/// </summary>
internal sealed class RelayHost : BackgroundService
{
    private readonly List<IConnectionListener> _listeners = [];
    private readonly TurnOptions _options;
    private readonly IConnectionListenerFactory[] _tcp;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<RelayHost> _logger;

    /// <exception cref="StartupException">The relay cannot listen where it was told to.</exception>
    public RelayHost(
        TurnOptions options,
        TurnCredentials credentials,
        WebEndpointList web,
        TimeProvider time,
        IEnumerable<IConnectionListenerFactory> tcp,
        IHostApplicationLifetime lifetime,
        ILogger<RelayHost> logger)
    {
        (_options, _lifetime, _logger) = (options, lifetime, logger);
        _tcp = [.. tcp.Reverse()]; // As Kestrel has it, the last one counts.
        try
        {
            Server = new TurnServer(options, credentials, web.Endpoints, time);
        }
        catch (TurnBindException refused)
        {
            throw CannotListen(refused.Message, refused);
        }
    }

    public TurnServer Server { get; }

    /// <summary>Where clients reach it. Complete when it has started.</summary>
    public RelayEndpoints Endpoints { get; private set; } = new("127.0.0.1", 0, 0);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var port = _options.Port;
        foreach (var address in TcpAddresses())
        {
            var listener = await BindAsync(new IPEndPoint(address, port), cancellationToken);
            _listeners.Add(listener);
            port = ((IPEndPoint)listener.EndPoint).Port;
        }

        Endpoints = new RelayEndpoints(FallbackHost(), Server.UdpPort, port);
        _lifetime.ApplicationStarted.Register(() => Log.RelayStarted(_logger, Endpoints.Udp, Endpoints.Tcp));
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var accepting = _listeners.Select(AcceptAsync).ToList();
        await Server.RunAsync(stoppingToken);
        foreach (var listener in _listeners) await listener.DisposeAsync();
        await Task.WhenAll(accepting);
    }

    // One socket that takes both families is enough for all addresses.
    private IEnumerable<IPAddress> TcpAddresses() =>
        _options.ListenAddresses.Count > 0 ? _options.ListenAddresses : [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];

    private async Task<IConnectionListener> BindAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return await _tcp.First(tcp => tcp is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint)).BindAsync(endpoint, cancellationToken);
        }
        catch (Exception refused) when (refused is AddressInUseException or SocketException)
        {
            throw CannotListen($"TCP {endpoint}: {refused.Message}", refused);
        }
    }

    private async Task AcceptAsync(IConnectionListener listener)
    {
        var connections = new List<Task>();
        while (await listener.AcceptAsync() is { } connection)
        {
            connections.RemoveAll(task => task.IsCompleted);
            connections.Add(ServeAsync(connection));
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(ConnectionContext connection)
    {
        await using (connection)
        {
            if (connection is { RemoteEndPoint: IPEndPoint client, LocalEndPoint: IPEndPoint local })
            {
                await Server.ServeAsync(connection.Transport, client, local, isTls: false);
            }
        }
    }

    private string FallbackHost()
    {
        var address = _options.ExternalAddress ?? MachineAddresses.Routed() ?? IPAddress.Loopback;
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
    }

    private StartupException CannotListen(string fault, Exception cause) => new(
        IsNoAddressOfOurs(cause)
            ? $"Duet:Turn:ListenAddresses: {fault}. Each must be an IP address of this machine."
            : $"Duet:Turn:Port is '{_options.Port}': {fault}. "
            + "It must be a free port: stop what listens there, choose another, or set Duet:Turn:Enabled to false.",
        cause);

    private static bool IsNoAddressOfOurs(Exception cause) =>
        (cause as SocketException ?? cause.InnerException as SocketException)?.SocketErrorCode is SocketError.AddressNotAvailable;
}
