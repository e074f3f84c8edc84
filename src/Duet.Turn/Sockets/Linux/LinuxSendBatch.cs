namespace Duet.Turn.Sockets.Linux;

/// <summary>Sends the messages of one socket with one sendmmsg. A message of several datagrams that the kernel refuses goes as several.</summary>
/// <param name="received">Where the payloads lie that are not reserved; null: there are no others.</param>
/// <param name="send">sendmmsg.</param>
internal sealed class LinuxSendBatch(LinuxReceiveBatch? received, SendBatchCall send) : ISendBatch
{
    private readonly OutboundMessages _messages = new();

    public long Sent { get; private set; }

    public long Dropped { get; private set; }

    public Span<byte> Reserve(int bytes)
    {
        if (!_messages.HasRoomFor(bytes)) Flush();
        return _messages.Reserve(bytes);
    }

    public void Add(IDatagramSocket socket, in OutboundDatagram datagram)
    {
        if (!datagram.Payload.IsEmpty && received?.Contains(datagram.Payload) is not true && !_messages.Contains(datagram.Payload))
        {
            throw new ArgumentException("The payload is neither a part of the receive batch nor reserved.", nameof(datagram));
        }

        if (_messages.IsFull) Flush();
        _messages.Add((LinuxSocket)socket, datagram);
    }

    public void Flush()
    {
        for (int first = 0, end; first < _messages.Count; first = end)
        {
            var socket = _messages[first].Socket;
            for (end = first + 1; end < _messages.Count && ReferenceEquals(_messages[end].Socket, socket);) end++;
            Enter(socket, first, end);
        }

        _messages.Clear();
    }

    public void Dispose() => _messages.Dispose();

    // The socket's worker may be another one, and close it meanwhile.
    private void Enter(LinuxSocket socket, int first, int end)
    {
        if (!socket.TryEnter(out var descriptor))
        {
            while (first < end) Dropped += _messages[first++].Segments;
            return;
        }

        try
        {
            Send(descriptor, first, end);
        }
        finally
        {
            socket.Exit();
        }
    }

    private void Send(int descriptor, int next, int end)
    {
        var retried = false;
        while (next < end)
        {
            var sent = send(descriptor, _messages.Slice(next, end));
            if (sent <= 0 && !retried && Errno.MayBeOfAnEarlierDatagram(-sent))
            {
                retried = true;
                continue;
            }

            retried = false;
            if (sent <= 0) Refused(descriptor, next++, -sent);
            for (; sent > 0; sent--) Sent += _messages[next++].Segments;
        }
    }

    private void Refused(int descriptor, int index, int error)
    {
        ref readonly var run = ref _messages[index];
        if (run.Segments == 1 || !Errno.MayBeOfSegmentation(error))
        {
            Dropped += run.Segments;
            return;
        }

        if (error is Errno.InputOutput) run.Socket.Segments = false;
        SendApart(descriptor, run, _messages.Slice(index, index + 1)[0].Header);
    }

    private unsafe void SendApart(int descriptor, in OutboundRun run, MessageHeader header)
    {
        var pieces = stackalloc IoVector[OutboundMessages.MaxPieces];
        var rest = new IoVectorReader(header.Vectors);
        header.Vectors = pieces;
        header.ControlLength -= ControlMessages.IntegerBytes; // Without the size of the segments, which comes last.
        for (var left = run.Bytes; left > 0; left -= run.SegmentBytes)
        {
            header.VectorCount = (nuint)rest.Read(Math.Min(left, run.SegmentBytes), pieces);
            if (SendOne(descriptor, header)) Sent++;
            else Dropped++;
        }
    }

    private bool SendOne(int descriptor, in MessageHeader header)
    {
        Span<BatchedMessage> message = [new BatchedMessage { Header = header }];
        var sent = send(descriptor, message);
        if (sent < 0 && Errno.MayBeOfAnEarlierDatagram(-sent)) sent = send(descriptor, message);
        return sent > 0;
    }
}
