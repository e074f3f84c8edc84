using System.Net;
using System.Net.Sockets;
using Duet.Load.Servers;
using Duet.Stun;

namespace Duet.Load.Turn;

/// <summary>A relay that runs and answers; disposing ends it.</summary>
internal sealed class TurnServer : IDisposable
{
    private const int MillisecondsPerAttempt = 50;
    private static readonly TimeSpan _betweenAttempts = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);

    private readonly ServerProcess _process;

    private TurnServer(ServerProcess process, TurnMode mode, int udpPort)
    {
        _process = process;
        Mode = mode;
        UdpAddress = new IPEndPoint(IPAddress.Loopback, udpPort);
    }

    public TurnMode Mode { get; }

    public string Name => _process.Name;

    public int Id => _process.Id;

    public IPEndPoint UdpAddress { get; }

    public IPEndPoint TlsAddress => _process.Address;

    /// <summary>Returns when the server answers a Binding request and, for a mode with TLS, takes a TCP connection.</summary>
    public static async Task<TurnServer> StartAsync(string name, TurnMode mode, LoadOptions options, CancellationToken stopping)
    {
        var udpPort = FreePort.Find();
        var process = await ServerProcess.StartAsync(TurnContestants.Create(name, mode, udpPort, options), stopping);
        var server = new TurnServer(process, mode, udpPort);
        try
        {
            await server.WaitUntilAsync(server.AnswersUdp, stopping);
            if (mode.Tls) await server.WaitUntilAsync(server.TakesTcp, stopping);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task WaitUntilAsync(Func<bool> answers, CancellationToken stopping)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!answers())
        {
            _process.ThrowIfExited();
            if (TimeProvider.System.GetElapsedTime(startedAt) > _startLimit)
                throw new LoadException($"{Name} did not answer within {_startLimit.TotalSeconds:0} s of its start");
            await Task.Delay(_betweenAttempts, TimeProvider.System, stopping);
        }
    }

    private bool AnswersUdp()
    {
        Span<byte> bytes = stackalloc byte[1024];
        var request = new StunMessageWriter(bytes, StunClass.Request, StunMethod.Binding, TransactionId.Random());
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = MillisecondsPerAttempt };
        try
        {
            socket.Connect(UdpAddress);
            socket.Send(request.Written);
            var received = socket.Receive(bytes);
            return StunMessage.TryRead(bytes[..received], out var answer) && answer.Class is StunClass.SuccessResponse;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private bool TakesTcp()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(TlsAddress);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
