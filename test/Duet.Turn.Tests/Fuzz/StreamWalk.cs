namespace Duet.Turn.Tests.Fuzz;

/// <summary>One connection after the other, each of changed messages that come in pieces of any length.</summary>
internal sealed class StreamWalk
{
    private const int MaxMessages = 50;
    private const int MaxPiece = 400;

    private readonly int _seed;
    private readonly Random _random;
    private readonly MessageSource _messages;
    private int _streams;

    public StreamWalk(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        _messages = new MessageSource(_random);
    }

    /// <summary>One connection, from its begin to its end.</summary>
    public void Step()
    {
        _streams++;
        var written = new List<byte>();
        try
        {
            Serve(written);
        }
        catch (Exception broken)
        {
            var bytes = Convert.ToHexStringLower([.. written]);
            throw new InvalidOperationException($"A promise is not kept in stream {_streams} from seed {_seed}: {bytes}", broken);
        }
    }

    private void Serve(List<byte> written)
    {
        var stream = new FuzzedStream();
        var pending = Array.Empty<byte>();
        for (var messages = 0; messages < MaxMessages && !stream.IsMalformed; messages++)
        {
            pending = [.. pending, .. NextMessage(stream)];
            while (pending.Length > 0 && !stream.IsMalformed && _random.Next(8) > 0)
            {
                var piece = Math.Min(pending.Length, _random.Next(4) == 0 ? _random.Next(1, 8) : _random.Next(1, MaxPiece));
                written.AddRange(pending[..piece]);
                stream.Write(pending.AsSpan(0, piece));
                pending = pending[piece..];
            }
        }

        stream.HangUp();
    }

    private byte[] NextMessage(FuzzedStream stream)
    {
        if (_random.Next(10) == 0) stream.Relay.Wait(_random.Next(1, 100));
        var message = _messages.Next(stream.Client, [stream.Client], stream.Peers, default).Bytes;
        return _random.Next(40) == 0 ? message : [.. message, .. new byte[-message.Length & 3]]; // Now and then without its padding.
    }
}
