using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Duet.TestKit.Processes;

/// <summary>Debian's coturn on a free port of 127.0.0.1, relaying to anyone on this machine.</summary>
public sealed class TurnServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _startPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _answerPatience = TimeSpan.FromMilliseconds(250);

    private readonly ChildProcess _process;
    private readonly TemporaryDirectory _directory;

    private TurnServerProcess(ChildProcess process, TemporaryDirectory directory, int port)
    {
        _process = process;
        _directory = directory;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The address that a browser is given.</summary>
    public string Url => $"turn:127.0.0.1:{Port}?transport=udp";

    public string Output => _process.Output;

    /// <summary>Starts a relay that knows one user.</summary>
    public static Task<TurnServerProcess> StartWithUserAsync(string name, string password) => StartAsync($"--user={name}:{password}");

    /// <summary>Starts a relay that accepts the time-limited credentials which are signed with <paramref name="secret"/> (TURN REST).</summary>
    public static Task<TurnServerProcess> StartWithSecretAsync(string secret) =>
        StartAsync("--use-auth-secret", $"--static-auth-secret={secret}");

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<TurnServerProcess> StartAsync(params string[] credentials)
    {
        var port = FreePort.Find(SocketType.Dgram);
        var directory = new TemporaryDirectory();
        string[] arguments =
        [
            "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", $"--listening-port={port}", "--realm=duet.test", "--lt-cred-mech",
            .. credentials,
            "--allow-loopback-peers", "--no-tls", "--no-dtls", "--no-cli", "--log-file=stdout", "--verbose",
            $"--userdb={directory.File("turndb")}", $"--pidfile={directory.File("pid")}",
        ];
        var server = new TurnServerProcess(ChildProcess.Start("turnserver", arguments, directory.Path), directory, port);
        try
        {
            await server.WaitForBindingAnswerAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Repeats a STUN Binding request until it is answered.</summary>
    private async Task WaitForBindingAnswerAsync()
    {
        using var patience = new CancellationTokenSource(_startPatience);
        while (!await AnswersBindingAsync())
        {
            if (patience.IsCancellationRequested || _process.HasExited)
            {
                throw new InvalidOperationException($"coturn did not answer on port {Port}. Its output:{Environment.NewLine}{Output}");
            }
        }
    }

    private async Task<bool> AnswersBindingAsync()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await socket.SendAsync(BindingRequest(), new IPEndPoint(IPAddress.Loopback, Port));
        using var patience = new CancellationTokenSource(_answerPatience);
        try
        {
            var answer = await socket.ReceiveAsync(patience.Token);
            return BinaryPrimitives.ReadUInt16BigEndian(answer.Buffer) == 0x0101; // RFC 8489 section 5: Binding, success response
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static byte[] BindingRequest()
    {
        var request = new byte[20];
        BinaryPrimitives.WriteUInt16BigEndian(request, 0x0001); // RFC 8489 section 5: Binding, request; no attributes follow
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(4), 0x2112A442);
        RandomNumberGenerator.Fill(request.AsSpan(8));
        return request;
    }
}
