using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Authentication;
using Duet.Turn.Listeners;
using Duet.Turn.Peers;
using Duet.Turn.Relay;
using Duet.Turn.Requests;
using Duet.Turn.Sockets;

namespace Duet.Turn;

/// <summary>
/// A STUN and TURN server (RFC 8489, RFC 8656). It listens for UDP by itself; connections over TCP and TLS are accepted by its host, who hands
/// them in.
/// </summary>
public sealed class TurnServer
{
    private static readonly TimeSpan _sweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<StreamClient, byte> _streams = new();
    private readonly TurnOptions _options;
    private readonly TurnCredentials _credentials;
    private readonly TimeProvider _time;
    private readonly RelayWorker[] _workers;
    private readonly AllocationTable _table;
    private readonly PeerToClient _toClient;
    private readonly PacketHandler _packets;
    private readonly StreamContext _streamContext;
    private readonly ConnectionQuota _streamQuota;
    private int _nextWorker;
    private volatile bool _isStopping;

    /// <summary>Binds the sockets. Nothing is read from them before <see cref="RunAsync"/>.</summary>
    /// <param name="options">What was configured, checked by its host.</param>
    /// <param name="credentials">Who may use it.</param>
    /// <param name="webListeners">What else the process listens on: nobody reaches that through the relay.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="TurnBindException">An address cannot be had.</exception>
    public TurnServer(TurnOptions options, TurnCredentials credentials, IReadOnlyCollection<IPEndPoint> webListeners, TimeProvider time)
        : this(options, credentials, webListeners, time, SocketLayers.Choose())
    {
    }

    internal TurnServer(
        TurnOptions options, TurnCredentials credentials, IReadOnlyCollection<IPEndPoint> webListeners, TimeProvider time, ISocketLayer sockets)
    {
        (_options, _credentials, _time) = (options, credentials, time);
        _workers = CreateWorkers(options, sockets, time);

        var host = HostAddresses.All();
        var addresses = RelayAddresses.Find(options, HostAddresses.Routed, host.Contains);
        var listeners = _workers[0].Listeners;
        UdpPort = listeners[0].LocalAddress.Port;
        var policy = new PeerPolicy(options, new OwnAddresses
        {
            Hosts = host,
            Relays = addresses.All(),
            Listeners = [.. listeners.Addresses, .. webListeners.Select(TransportAddress.From)],
        });

        var ports = new RelayPorts(options, addresses, Bind(sockets), port => _workers[port.Worker].Release(port.Socket));
        _table = new AllocationTable(options, new AllocationRules(options, time), ports, static _ => { });
        _toClient = new PeerToClient(policy);
        var toPeer = new ClientToPeer(_table, policy, _toClient, options.ShortCircuit);
        _packets = new PacketHandler(_table, CreatePipeline(ports, policy), toPeer);
        _streamContext = new StreamContext(_packets, listeners, new SendBatches(sockets), new RelayCounters(), options, time);
        _streamQuota = new ConnectionQuota(options.ConnectionsPerAddress);
        credentials.Revoked += _table.EndAllOf;
    }

    /// <summary>With so many bytes, <see cref="IsTurn"/> is sure.</summary>
    public const int BytesToTell = StunHeader.Size;

    /// <summary>The port that UDP clients reach it at.</summary>
    public int UdpPort { get; }

    /// <summary>How many allocations there are.</summary>
    public int AllocationCount => _table.Count;

    /// <summary>Whether a connection whose first bytes are these may be TURN: null where there are too few of them to tell.</summary>
    /// <remarks>No HTTP request and no TLS record begins like a STUN message: its first byte is 0x00 to 0x03, and the magic cookie follows.</remarks>
    public static bool? IsTurn(ReadOnlySpan<byte> beginning)
    {
        if (beginning.IsEmpty) return null;
        if (beginning[0] > 3) return false;

        return beginning.Length < BytesToTell ? null : PacketKinds.Of(beginning) is PacketKind.Stun;
    }

    /// <summary>
    /// Relays until <paramref name="stopping"/>, or until a worker fails, and then throws what it failed with. When the task is over, all
    /// sockets are closed, and no stream client is served any more.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var metrics = CreateMetrics();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var threads = _workers.Select(worker => Start(worker, over)).ToList();
        try
        {
            using var sweep = new PeriodicTimer(_sweepInterval, _time);
            while (await sweep.WaitForNextTickAsync(over.Token)) Sweep(_time.GetTimestamp());
        }
        catch (OperationCanceledException)
        {
            // Stopping is how this ends.
        }

        _isStopping = true;
        foreach (var (stream, _) in _streams) stream.End();
        foreach (var worker in _workers) worker.Stop();
        try
        {
            await Task.WhenAll(threads);
        }
        finally
        {
            _credentials.Revoked -= _table.EndAllOf;
            _table.EndAll(); // Only now does nobody make new ones.
            _streamContext.Batches.Dispose();
        }
    }

    /// <summary>Serves one client over TCP or TLS until its connection is over. The connection stays the caller's to close.</summary>
    /// <param name="transport">Its bytes, decrypted.</param>
    /// <param name="client">Where it came from.</param>
    /// <param name="server">Where it came to.</param>
    /// <param name="isTls">Whether it is encrypted.</param>
    /// <param name="held">What lies below its encryption, where that can hold a burst together.</param>
    public async Task ServeAsync(IDuplexPipe transport, IPEndPoint client, IPEndPoint server, bool isTls, IHeldOutput? held = null)
    {
        var fiveTuple = new FiveTuple(AddressOf(client), AddressOf(server), isTls ? TransportProtocol.Tls : TransportProtocol.Tcp);
        if (!_streamQuota.TryEnter(fiveTuple.Client.Address)) return;

        var stream = new StreamClient(_streamContext, new StreamConnection(transport, fiveTuple, held), NextWorker());
        _streams.TryAdd(stream, 0);
        if (_isStopping) stream.End(); // It may have come too late for the others' end.
        try
        {
            await stream.RunAsync();
        }
        finally
        {
            _streams.TryRemove(stream, out _);
            _streamQuota.Exit(fiveTuple.Client.Address);
        }
    }

    private static RelayWorker[] CreateWorkers(TurnOptions options, ISocketLayer sockets, TimeProvider time)
    {
        var addresses = ListenAddresses.Of(options, sockets);
        var count = !sockets.SharesPorts ? 1 : options.Workers > 0 ? options.Workers : Environment.ProcessorCount;
        var workers = new List<RelayWorker>();
        var port = options.Port;
        for (var index = 0; index < count; index++)
        {
            var listeners = ListenAddresses.Bind(sockets, addresses, port);
            port = listeners[0].LocalAddress.Port;
            workers.Add(new RelayWorker(index, sockets, listeners, time));
        }

        return [.. workers];
    }

    // A worker that is gone takes its clients with it. Better the whole relay ends, and its host hears of it.
    private Task Start(RelayWorker worker, CancellationTokenSource over) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                worker.Run(_packets, _toClient, _table);
            }
            catch
            {
                over.Cancel();
                throw;
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private RelayMetrics CreateMetrics() => new(
        () => [.. _workers.Select(worker => worker.Counters), _streamContext.Counters],
        () => _table.Count,
        () => _streams.Count,
        () => _workers.Sum(worker => worker.ReceiveDrops),
        () => _workers.Sum(worker => worker.NotSent));

    private RequestPipeline CreatePipeline(RelayPorts ports, PeerPolicy policy) => new(
        new Authenticator(_options, _credentials, new NonceSource(_time)),
        new UnauthenticatedReplyLimit(_options, _time),
        new RequestHandlers(
            _table,
            new AllocateHandler(_options, _credentials, _table, new Allocator(_table, ports)),
            new RefreshHandler(_table),
            new CreatePermissionHandler(policy),
            new ChannelBindHandler(_options, policy)));

    // A socket of the dual-stack listener sees IPv4 clients as IPv4-mapped: they are IPv4 clients.
    private static TransportAddress AddressOf(IPEndPoint endpoint) => TransportAddress.From(
        endpoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endpoint.Address.MapToIPv4(), endpoint.Port) : endpoint);

    private Func<int, TransportAddress, IDatagramSocket?> Bind(ISocketLayer sockets) => (worker, local) =>
    {
        try
        {
            var socket = sockets.Bind(local, SocketUse.Relay);
            if (socket is not null) _workers[worker].Watch(socket);
            return socket;
        }
        catch (SocketException)
        {
            return null; // Out of descriptors, or the address is gone: no capacity, as far as a client is concerned.
        }
    };

    private int NextWorker() => (int)((uint)Interlocked.Increment(ref _nextWorker) % (uint)_workers.Length);

    private void Sweep(long now)
    {
        _table.Sweep(now);
        foreach (var (stream, _) in _streams) stream.EndIfLate(now);
    }
}
