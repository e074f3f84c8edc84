using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Load.Turn.Links;

/// <summary>A TLS connection of one client. Each message is a record of its own, as browsers send them.</summary>
internal sealed class TlsLink : ILink
{
    private const int BufferBytes = 128 * 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly nint _session;
    private int _buffered;

    /// <summary>Connects and shakes hands before it returns.</summary>
    /// <exception cref="LoadException">The server does not answer, or speaks neither TLS 1.3 nor 1.2.</exception>
    public TlsLink(IPEndPoint server, TlsContext context)
    {
        _session = OpenSsl.SSL_new(context.Handle);
        try
        {
            _socket.Connect(server);
        }
        catch (SocketException exception)
        {
            throw new LoadException($"no TCP connection: {exception.Message}");
        }

        _socket.ReceiveTimeout = (int)_patience.TotalMilliseconds;
        _ = OpenSsl.SSL_set_fd(_session, (int)_socket.Handle);
        var result = OpenSsl.SSL_connect(_session);
        if (result != 1) throw Failed("the TLS handshake", result);
        _socket.Blocking = false;
    }

    public nint Descriptor => _socket.Handle;

    public void Send(ReadOnlySpan<byte> message)
    {
        while (!TryWrite(message))
        {
            if (!_socket.Poll(_patience, SelectMode.SelectWrite))
                throw new LoadException($"the server has read nothing from a TLS connection for {_patience.TotalSeconds:0} s");
        }
    }

    public int Send(PacketBurst burst)
    {
        for (var i = 0; i < burst.Packets; i++) Send(burst[i]);
        return burst.Packets;
    }

    public void Receive(MessageReceived received)
    {
        while (TryRead())
        {
            var taken = 0;
            while (TryTake(ref taken, out var message)) received(message);
            _buffer.AsSpan(taken, _buffered - taken).CopyTo(_buffer);
            _buffered -= taken;
        }
    }

    public void Dispose()
    {
        OpenSsl.SSL_free(_session);
        _socket.Dispose();
    }

    private bool TryWrite(ReadOnlySpan<byte> record)
    {
        OpenSsl.ERR_clear_error();
        var result = OpenSsl.SSL_write(_session, record, record.Length);
        if (result > 0) return true;
        return OpenSsl.SSL_get_error(_session, result) == OpenSsl.WantWrite ? false : throw Failed("writing", result);
    }

    private bool TryRead()
    {
        OpenSsl.ERR_clear_error();
        var free = _buffer.AsSpan(_buffered);
        var result = OpenSsl.SSL_read(_session, free, free.Length);
        if (result <= 0) return OpenSsl.SSL_get_error(_session, result) == OpenSsl.WantRead ? false : throw Failed("reading", result);
        _buffered += result;
        return true;
    }

    private bool TryTake(ref int taken, out ReadOnlySpan<byte> message)
    {
        message = default;
        var step = StreamFrame.TryRead(new ReadOnlySequence<byte>(_buffer, taken, _buffered - taken), out var bytes, out var padded);
        if (step is StreamStep.Malformed) throw new LoadException("a TLS connection carries neither STUN nor ChannelData");
        if (step is StreamStep.NeedMore) return false;
        message = _buffer.AsSpan(taken, bytes);
        taken += padded;
        return true;
    }

    private LoadException Failed(string what, int result) =>
        new($"{what} failed: the server closed the TLS connection or broke its rules (SSL_get_error {OpenSsl.SSL_get_error(_session, result)})");
}
