using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Duet.Load.Connections;

/// <summary>One WebSocket to a server, and what one of two participants of a room knows.</summary>
internal sealed class Connection : IDisposable
{
    // Above this many connections a second loopback address is the source: a source address has about 28,000 ports.
    private const int ConnectionsPerSourceAddress = 20_000;
    private const int BindAddressNoPort = 24;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _unread = [];

    public Connection(int seat)
    {
        Seat = seat;
        RoomId = $"room-{seat / 2:d6}";
        Uid = $"participant-{seat:d6}";
        RemoteUid = $"participant-{seat ^ 1:d6}";
    }

    /// <summary>Index among all connections of a run; the other one of the room differs in the lowest bit.</summary>
    public int Seat { get; }

    public string RoomId { get; }

    public string Uid { get; }

    public string RemoteUid { get; }

    /// <summary>The server answered the upgrade with 101.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The server told about the other one of the room.</summary>
    public bool IsPaired { get; set; }

    public nint Descriptor => _socket.Handle;

    /// <summary>Connects, which on loopback is over at once, and asks for the upgrade.</summary>
    public void Connect(IPEndPoint server)
    {
        if (Seat >= ConnectionsPerSourceAddress) BindToSource(Seat / ConnectionsPerSourceAddress);
        _socket.Connect(server);
        _socket.Blocking = false;
        Send(Encoding.ASCII.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
    }

    public void SendText(string text) => Send(ClientFrame.Create(WebSocketOpcode.Text, Encoding.UTF8.GetBytes(text)));

    /// <exception cref="LoadException">The server does not read, or is gone.</exception>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        var sent = _socket.Send(bytes, SocketFlags.None, out var error);
        if (error != SocketError.Success) throw new LoadException($"{Uid} could not send: {error}");
        if (sent != bytes.Length) throw new LoadException($"{Uid} could not send: the server does not read");
    }

    /// <summary>Reads once what is there and hands each complete text message to <paramref name="onText"/>.</summary>
    /// <returns>Null, or why the connection is over.</returns>
    public string? Receive(byte[] scratch, Action<Connection> onOpen, TextReceived onText)
    {
        _unread.CopyTo(scratch, 0);
        var received = _socket.Receive(scratch.AsSpan(_unread.Length), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return null;
        if (error != SocketError.Success) return error.ToString();
        if (received == 0) return "closed by the server";

        var bytes = scratch.AsSpan(0, _unread.Length + received);
        var consumed = 0;
        if (!IsOpen && !TryReadUpgrade(bytes, onOpen, out consumed)) return Keep(bytes);
        while (ServerFrame.TryRead(bytes[consumed..], out var frame))
        {
            consumed += frame.Length;
            if (Handle(frame, onText) is { } end) return end;
        }

        return Keep(bytes[consumed..]);
    }

    public void Dispose() => _socket.Dispose();

    private string? Keep(ReadOnlySpan<byte> rest)
    {
        _unread = rest.IsEmpty ? [] : rest.ToArray();
        return null;
    }

    private bool TryReadUpgrade(ReadOnlySpan<byte> bytes, Action<Connection> onOpen, out int consumed)
    {
        consumed = bytes.IndexOf("\r\n\r\n"u8) + 4;
        if (consumed < 4) return false;
        var statusLine = bytes[..bytes.IndexOf((byte)'\r')];
        if (!statusLine.StartsWith("HTTP/1.1 101 "u8))
            throw new LoadException($"the upgrade was refused: {Encoding.ASCII.GetString(statusLine)}");
        IsOpen = true;
        onOpen(this);
        return true;
    }

    private string? Handle(ServerFrame frame, TextReceived onText)
    {
        switch (frame.Opcode)
        {
            case WebSocketOpcode.Text:
                onText(this, frame.Payload);
                return null;
            case WebSocketOpcode.Ping:
                Send(ClientFrame.Create(WebSocketOpcode.Pong, frame.Payload));
                return null;
            case WebSocketOpcode.Close:
                return $"closed with {Encoding.UTF8.GetString(frame.Payload.Length > 2 ? frame.Payload[2..] : "no reason"u8)}";
            default:
                return null;
        }
    }

    private void BindToSource(int index)
    {
        // IP_BIND_ADDRESS_NO_PORT: the port is chosen at connect, when the whole 4-tuple is known.
        Span<byte> yes = [1, 0, 0, 0];
        _socket.SetRawSocketOption(0, BindAddressNoPort, yes);
        _socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(1 + index)]), 0));
    }
}
