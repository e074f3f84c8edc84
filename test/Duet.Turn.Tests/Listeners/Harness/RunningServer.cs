using System.Net;
using Duet.TestKit;
using Duet.Turn.Authentication;
using Duet.Turn.Sockets;
using Duet.Turn.Tests.Requests.Harness;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>A whole server on the loopback, with real sockets, in time that stands still.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private int _nextPort = 5_000;

    public RunningServer(Layer layer, TurnOptions? options = null) : this(Layers.Open(layer), options)
    {
    }

    public RunningServer(ISocketLayer layer, TurnOptions? options = null)
    {
        Options = options ?? Open();
        Credentials = new TurnCredentials(Options, Time);
        Turn = new TurnServer(Options, Credentials, [], Time, layer);
        Running = Turn.RunAsync(_stopping.Token);
    }

    public static IReadOnlyDictionary<string, string> Users { get; } = new Dictionary<string, string> { ["anna"] = "tea", ["ben"] = "coffee" };

    public ManualTimeProvider Time { get; } = new();

    public TurnOptions Options { get; }

    public TurnCredentials Credentials { get; }

    public TurnServer Turn { get; }

    public Task Running { get; }

    /// <summary>Peers on the loopback are allowed, as tests want them there.</summary>
    public static TurnOptions Open() => With([IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")]);

    /// <summary>As it is out of the box, but for its address.</summary>
    public static TurnOptions Closed() => With([]);

    public static FakeReply Succeeded(FakeReply reply)
    {
        Assert.True(reply.Error is null, $"{reply.Method} was refused with {reply.Error}.");
        return reply;
    }

    public TestClient Udp(string user = "anna", string from = "127.0.0.1") => Udp(CredentialOf(user), from);

    public TestClient Udp(TurnCredential credential, string from = "127.0.0.1") =>
        new(new UdpTransport(new IPEndPoint(from.Contains(':') ? IPAddress.IPv6Loopback : IPAddress.Loopback, Turn.UdpPort), from), credential);

    /// <summary>A connection from an address, or from a new port of 30.0.0.1.</summary>
    public StreamTransport Connect(string? from = null, bool isTls = false, int room = 65_536) =>
        new(Turn, IPEndPoint.Parse(from ?? $"30.0.0.1:{_nextPort++}"), isTls, room);

    public static TestClient Over(IClientTransport transport, string user = "anna") => new(transport, CredentialOf(user));

    /// <summary>Moves time, and with it the sweep of every second.</summary>
    public void Wait(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Waits until something is so that another thread is about to do.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"It did not happen: {what}.");
            await Task.Yield();
        }
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Running.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private static TurnCredential CredentialOf(string user) => new(user, Users[user]);

    private static TurnOptions With(IReadOnlyList<IPNetwork> allowed) => new()
    {
        ListenAddresses = System.Net.Sockets.Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
        Port = 0,
        ExternalAddress = IPAddress.Loopback,
        AllowedPeers = allowed,
        Users = Users,
        Secret = "a secret of sixteen",
        ConnectionsPerAddress = 2,
    };
}
