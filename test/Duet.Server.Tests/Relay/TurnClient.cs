using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Duet.Server.Tests.Signaling.Upgrade;
using Duet.Stun;

namespace Duet.Server.Tests.Relay;

/// <summary>A TURN client of 127.0.0.1 that sends what a test tells it, over UDP, TCP or TLS.</summary>
internal sealed class TurnClient : IDisposable
{
    private const int MaxBytes = 1500;
    private const int HeaderBytes = 20;
    private const byte Udp = 17; // Its protocol number, as REQUESTED-TRANSPORT wants it.

    private readonly Socket _socket;
    private readonly Stream? _stream;

    private TurnClient(Socket socket, Stream? stream) => (_socket, _stream) = (socket, stream);

    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public static TurnClient OverUdp(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(IPAddress.Loopback, port);
        return new TurnClient(socket, null);
    }

    public static async Task<TurnClient> OverTcpAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port).InTimeAsync();
        return new TurnClient(socket, new NetworkStream(socket, ownsSocket: true));
    }

    public static async Task<TurnClient> OverTlsAsync(int port)
    {
        var tcp = await OverTcpAsync(port);
        var tls = new SslStream(tcp._stream!, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost").InTimeAsync();
        return new TurnClient(tcp._socket, tls);
    }

    /// <summary>Asks for an allocation as a browser does: without credentials first, then with them.</summary>
    /// <returns>Why there is none; null: there is one.</returns>
    public Task<StunErrorCode?> AllocateAsync(RelayOffer offer) => AuthenticateAsync(StunMethod.Allocate, offer);

    /// <summary>The same for more time.</summary>
    public Task<StunErrorCode?> RefreshAsync(RelayOffer offer) => AuthenticateAsync(StunMethod.Refresh, offer);

    /// <summary>Where the server sees us.</summary>
    public Task<IPEndPoint> BindAsync() => BindAsync(Request(StunMethod.Binding));

    /// <summary>The same with the rest of a Binding request, whose beginning was sent.</summary>
    public async Task<IPEndPoint> BindAsync(byte[] rest) => (await ExchangeAsync(rest)).Mapped!.Value.ToIPEndPoint();

    public async Task SendAsync(byte[] bytes)
    {
        if (_stream is null) await _socket.SendAsync(bytes).InTimeAsync();
        else await _stream.WriteAsync(bytes).InTimeAsync();
    }

    /// <summary>What came until the server ended the connection or cut it.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[MaxBytes];
        try
        {
            while (await _stream!.ReadAsync(buffer).InTimeAsync() is > 0 and var count) text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (IOException)
        {
            // Cut.
        }

        return text.ToString();
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _socket.Dispose();
    }

    public static byte[] Request(StunMethod method)
    {
        var writer = new StunMessageWriter(new byte[MaxBytes], StunClass.Request, method, TransactionId.Random());
        if (method is StunMethod.Allocate) writer.AddRequestedTransport(Udp);
        return writer.Written.ToArray();
    }

    private static byte[] Request(StunMethod method, RelayOffer offer, TurnAnswer challenge)
    {
        var writer = new StunMessageWriter(new byte[MaxBytes], StunClass.Request, method, TransactionId.Random());
        if (method is StunMethod.Allocate) writer.AddRequestedTransport(Udp);
        writer.Add(StunAttributeType.Username, Encoding.UTF8.GetBytes(offer.Username));
        writer.Add(StunAttributeType.Realm, challenge.Realm);
        writer.Add(StunAttributeType.Nonce, challenge.Nonce);
        var key = new byte[LongTermKey.MaxLength];
        var keyBytes = LongTermKey.Derive(PasswordAlgorithm.Md5, offer.Username, Encoding.UTF8.GetString(challenge.Realm), offer.Password, key);
        writer.AddMessageIntegrity(key.AsSpan(0, keyBytes));
        return writer.Written.ToArray();
    }

    private async Task<StunErrorCode?> AuthenticateAsync(StunMethod method, RelayOffer offer)
    {
        var challenge = await ExchangeAsync(Request(method));
        Assert.Equal(StunErrorCode.Unauthenticated, challenge.Error);
        return (await ExchangeAsync(Request(method, offer, challenge))).Error;
    }

    private async Task<TurnAnswer> ExchangeAsync(byte[] request)
    {
        await SendAsync(request);
        return TurnAnswer.Read(await ReceiveAsync());
    }

    private async Task<byte[]> ReceiveAsync()
    {
        var buffer = new byte[MaxBytes];
        if (_stream is null) return buffer[..await _socket.ReceiveAsync(buffer).InTimeAsync()];

        await _stream.ReadExactlyAsync(buffer.AsMemory(0, HeaderBytes)).InTimeAsync();
        var attributeBytes = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(sizeof(ushort)));
        await _stream.ReadExactlyAsync(buffer.AsMemory(HeaderBytes, attributeBytes)).InTimeAsync();
        return buffer[..(HeaderBytes + attributeBytes)];
    }
}
