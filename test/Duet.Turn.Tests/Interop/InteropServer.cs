using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Duet.TestKit.Processes;
using Duet.Turn.Authentication;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Interop;

/// <summary>
/// A server with all its ways in, coturn's peer to relay to, and every run of coturn's client. It mostly waits, so all of them run at once.
/// </summary>
public sealed class InteropServer : IAsyncLifetime
{
    /// <summary>For each of two clients.</summary>
    public const int Messages = 5;

    private const string User = "anna";
    private const string Password = "tea";
    private const int Attempts = 20;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly TcpListener _tls = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly List<ChildProcess> _peers = [];
    private TurnServer _turn = null!;
    private Task _running = null!;
    private int _peerPort; // The first of two neighbouring ones.

    public int UdpPort => _turn.UdpPort;

    /// <summary>How each run ends: with what code, and what it printed.</summary>
    public IReadOnlyDictionary<string, Task<(int Code, string Output)>> Results { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new TurnOptions
        {
            ListenAddresses = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
            Port = 0,
            ExternalAddress = IPAddress.Loopback,
            AllowedPeers = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::/0")], // IPv6 relays from whatever address the machine has.
            Users = new Dictionary<string, string> { [User] = Password },
            AllocationsPerUser = 1_000,
            ConnectionsPerAddress = 1_000,
            LegacyChannelNumbers = true, // Its channels begin anywhere in the range of RFC 5766.
            LegacyAttributes = true,
        };
        _turn = new TurnServer(options, new TurnCredentials(options, TimeProvider.System), [], TimeProvider.System);
        _tcp.Start();
        _tls.Start();
        _running = Task.WhenAll(_turn.RunAsync(_stopping.Token), AcceptAsync(_tcp, isTls: false), AcceptAsync(_tls, isTls: true));
        _peerPort = FreePortPair();
        await StartPeerAsync("127.0.0.1");
        if (Socket.OSSupportsIPv6) await StartPeerAsync("::1");

        Results = InteropCase.All
            .Where(each => Socket.OSSupportsIPv6 || !each.NeedsIPv6)
            .ToDictionary(each => each.Name, each => RunAsync(each));
    }

    /// <summary>Runs coturn's client.</summary>
    public async Task<(int Code, string Output)> RunAsync(InteropCase wanted, string password = Password)
    {
        var port = wanted.Way switch
        {
            Way.Tcp => ((IPEndPoint)_tcp.LocalEndpoint).Port,
            Way.Tls => ((IPEndPoint)_tls.LocalEndpoint).Port,
            _ => UdpPort,
        };
        string[] peer = wanted.Peer is null ? [] : ["-e", wanted.Peer, "-r", $"{_peerPort}"];
        await using var client = ChildProcess.Start("turnutils_uclient",
        [
            .. wanted.Flags.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            .. peer,
            "-u", User, "-w", password, "-n", $"{Messages}", "-m", "2", "-z", "20", "-p", $"{port}",
            wanted.Server,
        ]);
        return (await client.WaitForExitAsync(_patience), client.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Results.Values);
        foreach (var peer in _peers) await peer.DisposeAsync();
        await _stopping.CancelAsync();
        await _running.WaitAsync(_patience);
        _tcp.Dispose();
        _tls.Dispose();
        _certificate.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, bool isTls)
    {
        var served = new List<Task>();
        try
        {
            while (true) served.Add(ServeAsync(await listener.AcceptSocketAsync(_stopping.Token), isTls));
        }
        catch (OperationCanceledException)
        {
            // Stopping is how this ends.
        }

        await Task.WhenAll(served);
    }

    private async Task ServeAsync(Socket socket, bool isTls)
    {
        var (client, server) = ((IPEndPoint)socket.RemoteEndPoint!, (IPEndPoint)socket.LocalEndPoint!);
        await using var plain = new NetworkStream(socket, ownsSocket: true);
        if (!isTls)
        {
            await _turn.ServeAsync(Duplex.Over(plain), client, server, isTls);
            return;
        }

        await using var encrypted = new SslStream(plain);
        try
        {
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stopping.Token);
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            return; // coturn's client begins with any version of TLS, and tries another.
        }

        await _turn.ServeAsync(Duplex.Over(encrypted), client, server, isTls);
    }

    /// <summary>It does not say when it is ready, so it is asked until it answers.</summary>
    private async Task StartPeerAsync(string address)
    {
        var peer = ChildProcess.Start("turnutils_peer", ["-p", $"{_peerPort}", "-L", address]);
        _peers.Add(peer);
        var endpoint = new IPEndPoint(IPAddress.Parse(address), _peerPort);
        using var socket = new UdpClient(new IPEndPoint(endpoint.Address, 0));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            try
            {
                await socket.SendAsync(new byte[100], endpoint, patience.Token);
                await socket.ReceiveAsync(patience.Token);
                return;
            }
            catch (Exception notYet) when (notYet is OperationCanceledException or SocketException)
            {
                Assert.False(peer.HasExited, peer.Output);
            }
        }

        Assert.Fail($"turnutils_peer does not answer at {endpoint}: {peer.Output}");
    }

    private static int FreePortPair()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var host = new SocketHost(Layer.Portable);
            var port = host.Bind().LocalAddress.Port & ~1;
            if (host.TryBind("127.0.0.2", port) is null || host.TryBind("127.0.0.2", port + 1) is null) continue;
            return port;
        }

        throw new InvalidOperationException("There are no two free ports.");
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048); // Its client offers nothing for other keys.
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe
    {
        public static Duplex Over(Stream stream) => new(
            PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)),
            PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)));
    }
}
