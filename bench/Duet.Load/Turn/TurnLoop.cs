using System.Diagnostics;
using System.Net;
using Duet.Load.Connections;
using Duet.Load.Turn.Links;

namespace Duet.Load.Turn;

/// <summary>Owns all endpoints of a run; one thread calls it, and everything happens inside <see cref="Turn"/>.</summary>
/// <param name="server">Where clients connect to.</param>
/// <param name="awake">Whether it looks for packets all the time, or sleeps until one comes.</param>
internal sealed class TurnLoop(TurnServer server, bool awake) : IDisposable
{
    private const int TickToken = -1;

    private readonly int _longestWaitMilliseconds = awake ? 0 : 100;
    private readonly Epoll _epoll = new();
    private readonly DatagramBatch _received = new();
    private readonly TlsContext? _tls = server.Mode.Tls ? new TlsContext() : null;
    private readonly List<Endpoint?> _endpoints = [];
    private readonly int[] _ready = new int[256];
    private Pacer? _pacer;

    /// <summary>Called for each message.</summary>
    public EndpointReceived OnMessage { get; set; } = (_, _) => { };

    /// <summary>Opens a link to the server.</summary>
    public Endpoint AddClient() => _tls is null ? AddClient(IPAddress.Loopback) : Add(new TlsLink(server.TlsAddress, _tls), isClient: true);

    /// <summary>Opens a link to the server over UDP, from an address of its own.</summary>
    public Endpoint AddClient(IPAddress local)
    {
        var link = new UdpLink(local, _received);
        link.Connect(server.UdpAddress);
        return Add(link, isClient: true);
    }

    /// <summary>Opens a plain UDP socket on <paramref name="local"/>, connected to nobody yet.</summary>
    public Endpoint AddPeer(IPAddress local) => Add(new UdpLink(local, _received), isClient: false);

    public void Remove(Endpoint endpoint)
    {
        endpoint.Link.Dispose();
        _endpoints[endpoint.Index] = null;
    }

    /// <summary>Has each tick end the sleep.</summary>
    public void Watch(Pacer pacer)
    {
        _epoll.Watch(pacer.Descriptor, TickToken);
        _pacer = pacer;
    }

    /// <summary>Handles what is ready; sleeps until something is, unless it stays awake.</summary>
    public void Turn()
    {
        var count = _epoll.Wait(_ready, _longestWaitMilliseconds);
        foreach (var token in _ready.AsSpan(0, count))
        {
            if (token == TickToken) _pacer!.TakeTicks();
            else _endpoints[token]?.Receive();
        }
    }

    /// <exception cref="LoadException">It takes longer than the limit.</exception>
    public void TurnUntil(Func<bool> done, TimeSpan limit, CancellationToken stopping)
    {
        for (var startedAt = Stopwatch.GetTimestamp(); !done(); Turn())
        {
            stopping.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(startedAt) > limit) throw new LoadException($"{server.Name} left a request without an answer");
        }
    }

    public void TurnFor(TimeSpan time, CancellationToken stopping)
    {
        for (var startedAt = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(startedAt) < time; Turn())
            stopping.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        foreach (var endpoint in _endpoints) endpoint?.Link.Dispose();
        _epoll.Dispose();
        _tls?.Dispose();
        _received.Dispose();
    }

    private Endpoint Add(ILink link, bool isClient)
    {
        var endpoint = new Endpoint(_endpoints.Count, link, isClient, (sender, message) => OnMessage(sender, message));
        _epoll.Watch(link.Descriptor, endpoint.Index);
        _endpoints.Add(endpoint);
        return endpoint;
    }
}
