using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Duet.Server.Startup;

/// <summary>
/// Does not tell browsers that WebSockets may be opened inside of an HTTP/2 connection (RFC 8441). Whoever comes back from a dead network
/// would open theirs in the connection that they loaded the page by, and wait until TCP sends again there what it lost: about as long as the
/// network was away. A connection of its own is there at once. Kestrel has no switch for it, so the announcement is taken back on its way
/// out: a setting that is 0 means what one means that is left out (section 3).
/// </summary>
internal sealed class Http2WithoutWebSockets : PipeWriter
{
    private const int FrameHeaderLength = 9; // RFC 9113 section 4.1
    private const int LengthBytes = 3;
    private const int SettingLength = 6; // section 6.5.1
    private const int EnableConnectProtocol = 0x8; // RFC 8441 section 9.1

    private readonly PipeWriter _output;
    private Memory<byte> _written;
    private int _frameLength;
    private int _position;
    private int _setting;
    private bool _isOver;

    private Http2WithoutWebSockets(PipeWriter output) => _output = output;

    public override bool CanGetUnflushedBytes => _output.CanGetUnflushedBytes;

    public override long UnflushedBytes => _output.UnflushedBytes;

    /// <summary>Changes what goes out of a connection that will speak HTTP/2; any other stays as it is.</summary>
    public static void Apply(ConnectionContext connection)
    {
        var isHttp2 = connection.Features.Get<ITlsApplicationProtocolFeature>() is { } tls && tls.ApplicationProtocol.Span.SequenceEqual("h2"u8);
        if (!isHttp2) return;

        connection.Transport = new Pipes(connection.Transport.Input, new Http2WithoutWebSockets(connection.Transport.Output));
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _written = _output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (!_isOver) TakeBack(_written.Span[..bytes]);
        _written = _written[bytes..]; // Kestrel may advance twice over one buffer.
        _output.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _output.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => _output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _output.CompleteAsync(exception);

    /// <summary>In the first frame, which has to be SETTINGS (RFC 9113 section 3.4); it may come in pieces.</summary>
    private void TakeBack(Span<byte> bytes)
    {
        foreach (ref var octet in bytes)
        {
            if (_position < LengthBytes) _frameLength = (_frameLength << 8) | octet;
            else if (_position >= FrameHeaderLength) TakeBack(ref octet, (_position - FrameHeaderLength) % SettingLength);
            _position++;
            _isOver = _position >= FrameHeaderLength + _frameLength;
            if (_isOver) return;
        }
    }

    /// <summary>A setting is its number, in two octets, and its value, in four.</summary>
    private void TakeBack(ref byte octet, int place)
    {
        if (place == 0) _setting = octet << 8;
        else if (place == 1) _setting |= octet;
        else if (_setting == EnableConnectProtocol) octet = 0;
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
