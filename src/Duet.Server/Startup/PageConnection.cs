using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Duet.Server.Startup;

/// <summary>
/// The HTTP/2 connection of a page, which is to be in nobody's way when the network dies under it. A browser that has one asks by no other, and
/// waits until TCP sends again there what it lost: about as long as the network was away. So it ends when nothing has been sent for a moment,
/// and browsers are not told that WebSockets may be opened inside of it (RFC 8441). Kestrel has no switch for that, so the announcement is
/// taken back on its way out: a setting that is 0 means what one means that is left out (section 3).
/// </summary>
internal sealed class PageConnection : PipeWriter
{
    private const int FrameHeaderLength = 9; // RFC 9113 section 4.1
    private const int LengthBytes = 3;
    private const int SettingLength = 6; // section 6.5.1
    private const int EnableConnectProtocol = 0x8; // RFC 8441 section 9.1

    private static readonly TimeSpan _idleTimeout = TimeSpan.FromSeconds(3);

    private readonly PipeWriter _output;
    private readonly ITimer _idle;
    private Memory<byte> _written;
    private int _frameLength;
    private int _position;
    private int _setting;
    private bool _isOver;

    private PageConnection(ConnectionContext connection, TimeProvider time)
    {
        _output = connection.Transport.Output;
        _idle = time.CreateTimer(TakeNoMore, connection, _idleTimeout, Timeout.InfiniteTimeSpan);
    }

    public override bool CanGetUnflushedBytes => _output.CanGetUnflushedBytes;

    public override long UnflushedBytes => _output.UnflushedBytes;

    /// <summary>Changes a connection that will speak HTTP/2; any other stays as it is. What is returned is to be disposed of at its end.</summary>
    public static IAsyncDisposable? Apply(ConnectionContext connection, TimeProvider time)
    {
        var isHttp2 = connection.Features.Get<ITlsApplicationProtocolFeature>() is { } tls && tls.ApplicationProtocol.Span.SequenceEqual("h2"u8);
        if (!isHttp2) return null;

        var output = new PageConnection(connection, time);
        connection.Transport = new Pipes(connection.Transport.Input, output);
        return output._idle;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _written = _output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        _idle.Change(_idleTimeout, Timeout.InfiniteTimeSpan);
        if (!_isOver) TakeBack(_written.Span[..bytes]);
        _written = _written[bytes..]; // Kestrel may advance twice over one buffer.
        _output.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _output.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => _output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _output.CompleteAsync(exception);

    /// <summary>What is asked is answered, and what is asked later comes by another connection (RFC 9113 section 6.8).</summary>
    private static void TakeNoMore(object? connection) =>
        ((ConnectionContext)connection!).Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

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
