using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>Takes frames from a connection's input (RFC 6455 section 5). It decides, and leaves waiting and answering to the WebSocket.</summary>
internal sealed class FrameReader(PipeReader input)
{
    // What the last read returned and nobody has taken yet; the pipe gets it back when it is used up, or when more is needed.
    private ReadOnlySequence<byte> _unread;
    private FrameHeader _frame;
    private FrameOpcode _message;
    private long _remainingBytes;
    private bool _inFrame;
    private bool _inMessage;
    private bool _isCompleted;

    /// <summary>What a read came to.</summary>
    public enum Step
    {
        NeedsMore,
        Data,
        Control,
    }

    public WebSocketMessageType MessageType => _message is FrameOpcode.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    /// <summary>Whether bytes are at hand that were not looked at yet.</summary>
    public bool HasUnread => !_unread.IsEmpty;

    /// <summary>Takes over what the pipe returned.</summary>
    /// <exception cref="WebSocketException">The connection is over.</exception>
    public void Take(in ReadResult result)
    {
        _unread = result.Buffer;
        _isCompleted = result.IsCompleted;
        if (result.IsCanceled || (_isCompleted && _unread.IsEmpty)) throw Over();
    }

    /// <summary>
    /// Goes on as far as what is at hand allows: to the beginning of a message where <paramref name="destination"/> is empty, to some of its
    /// bytes otherwise, or over a control frame.
    /// </summary>
    /// <exception cref="WebSocketException">The client broke the protocol, or the connection is over.</exception>
    public Step Read(Span<byte> destination, out int count, out bool endOfMessage, out FrameOpcode control, out byte[] payload)
    {
        (count, endOfMessage, control, payload) = (0, false, default, []);
        if (!_inFrame && !TryBeginFrame()) return NeedMore();

        if (_frame.IsControl)
        {
            if (_unread.Length < _remainingBytes) return NeedMore();
            (control, payload) = (_frame.Opcode, TakeControlPayload());
            return Step.Control;
        }

        if (_remainingBytes > 0 && _unread.IsEmpty) return NeedMore();
        if (_remainingBytes > 0) count = TakePayload(destination);
        if (_remainingBytes == 0)
        {
            endOfMessage = _frame.IsFinal;
            _inMessage = !_frame.IsFinal;
            EndFrame();
        }

        return Step.Data;
    }

    private bool TryBeginFrame()
    {
        if (!TryReadHeader(out var header, out var headerBytes)) throw new WebSocketException(WebSocketError.Faulted);
        if (headerBytes == 0) return false;
        if (!header.IsControl)
        {
            // A message begins with its kind, and goes on with continuations only (section 5.4).
            if (_inMessage != (header.Opcode is FrameOpcode.Continuation)) throw new WebSocketException(WebSocketError.Faulted);
            if (!_inMessage) _message = header.Opcode;
            _inMessage = true;
        }

        _frame = header;
        _remainingBytes = header.PayloadBytes;
        _inFrame = true;
        Consume(headerBytes);
        return true;
    }

    private bool TryReadHeader(out FrameHeader header, out int headerBytes)
    {
        var first = _unread.FirstSpan;
        if (first.Length >= FrameHeader.MaxBytes || _unread.IsSingleSegment) return FrameHeader.TryRead(first, out header, out headerBytes);

        Span<byte> copy = stackalloc byte[FrameHeader.MaxBytes];
        var begin = _unread.Slice(0, Math.Min(_unread.Length, FrameHeader.MaxBytes));
        begin.CopyTo(copy);
        return FrameHeader.TryRead(copy[..(int)begin.Length], out header, out headerBytes);
    }

    private int TakePayload(Span<byte> destination)
    {
        var first = _unread.FirstSpan;
        var count = (int)Math.Min(Math.Min(first.Length, destination.Length), _remainingBytes);
        Masking.Apply(first[..count], destination, _frame.MaskingKey, _frame.PayloadBytes - _remainingBytes);
        _remainingBytes -= count;
        Consume(count);
        return count;
    }

    private byte[] TakeControlPayload()
    {
        var payload = _unread.Slice(0, _remainingBytes).ToArray();
        Masking.Apply(payload, payload, _frame.MaskingKey, 0);
        Consume((int)_remainingBytes);
        EndFrame();
        return payload;
    }

    private void EndFrame() => _inFrame = false;

    private void Consume(int count)
    {
        if (count == 0) return;

        _unread = _unread.Slice(count);
        if (!_unread.IsEmpty) return;

        input.AdvanceTo(_unread.End);
        _unread = default;
    }

    // Bytes that are too few to go on are given back as seen, so that the next read waits for more.
    private Step NeedMore()
    {
        if (_isCompleted) throw Over();
        if (!_unread.IsEmpty) input.AdvanceTo(_unread.Start, _unread.End);
        _unread = default;
        return Step.NeedsMore;
    }

    private static WebSocketException Over() => new(WebSocketError.ConnectionClosedPrematurely);
}
