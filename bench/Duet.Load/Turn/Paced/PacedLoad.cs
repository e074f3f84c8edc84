using System.Diagnostics;
using Duet.Load.Measuring;
using Duet.Load.Turn.Links;
using Duet.Stun;

namespace Duet.Load.Turn.Paced;

/// <summary>Sends bursts at a fixed rate, from one end of a call after the other, and times each delivery.</summary>
internal sealed class PacedLoad : IDisposable
{
    // Prime, so that neighbours in time are not neighbours in the list.
    private const int Stride = 7919;

    // A generator that is late catches up by and by: a flood at once would overrun what no real load overruns, and nobody would read meanwhile.
    private const int MostBurstsPerTurn = 4;

    // More ticks than this a second wake the generator for nothing: several bursts then leave at one tick.
    private static readonly TimeSpan _shortestTick = TimeSpan.FromMicroseconds(200);

    private readonly TurnLoop _loop;
    private readonly IReadOnlyList<Endpoint> _ends;
    private readonly PacketMark _mark = new();
    private readonly PacketBurst _framed;
    private readonly PacketBurst _plain;
    private readonly bool _awake;
    private readonly int _payloadBytes;
    private readonly double _ticksPerBurst;
    private Pacer? _pacer;
    private long _startedAt;
    private long _bursts;
    private long _measuredFrom = long.MaxValue;
    private long _measuredTo = long.MaxValue;

    public PacedLoad(TurnLoop loop, IReadOnlyList<Endpoint> ends, LoadOptions options)
    {
        _loop = loop;
        _ends = ends;
        _awake = options.StaysAwake;
        _payloadBytes = options.PacketBytes;
        _ticksPerBurst = (double)Stopwatch.Frequency * options.Burst / options.TurnRate;
        var framedBytes = ChannelData.HeaderSize + _payloadBytes;
        // RFC 8656 section 12.5: padding is for streams, and datagrams go without.
        _framed = new PacketBurst(options.Burst, ends[0].Link is TlsLink ? (framedBytes + 3) & ~3 : framedBytes, options.Gso);
        _plain = new PacketBurst(options.Burst, _payloadBytes, options.Gso);
        Delay = new Samples((int)(options.TurnRate * (options.Window.TotalSeconds + 1)));
        Lag = new Samples((int)(options.TurnRate / options.Burst * (options.Window.TotalSeconds + 1)));
        loop.OnMessage = Read;
    }

    public long Sent { get; private set; }

    public long Delivered { get; private set; }

    /// <summary>Packets that came after one that was sent later, or a second time.</summary>
    public long Reordered { get; private set; }

    /// <summary>Messages that no end sent to the one that received them, or not like this.</summary>
    public int Unexpected { get; private set; }

    /// <summary>From send to delivery, of the packets sent while measuring.</summary>
    public Samples Delay { get; }

    /// <summary>How late bursts left.</summary>
    public Samples Lag { get; }

    /// <summary>Sends for <paramref name="time"/>; the pace goes on from call to call.</summary>
    public void RunFor(TimeSpan time, CancellationToken stopping)
    {
        if (_startedAt == 0) Start();
        for (var startedAt = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(startedAt) < time; _loop.Turn())
        {
            stopping.ThrowIfCancellationRequested();
            SendDue();
        }
    }

    /// <summary>Packets sent from now on are timed, until <see cref="StopMeasuring"/>.</summary>
    public void StartMeasuring() => _measuredFrom = Stopwatch.GetTimestamp();

    public void StopMeasuring() => _measuredTo = Stopwatch.GetTimestamp();

    public void Dispose()
    {
        _pacer?.Dispose();
        _framed.Dispose();
        _plain.Dispose();
    }

    // Ticks and bursts are due together, as long as there is a tick for each burst.
    private void Start()
    {
        _startedAt = Stopwatch.GetTimestamp();
        if (_awake) return;
        var tick = TimeSpan.FromSeconds(_ticksPerBurst / Stopwatch.Frequency);
        _pacer = new Pacer(tick > _shortestTick ? tick : _shortestTick);
        _loop.Watch(_pacer);
    }

    private void SendDue()
    {
        for (var burst = 0; burst < MostBurstsPerTurn; burst++)
        {
            var now = Stopwatch.GetTimestamp();
            var due = _startedAt + (long)(_bursts * _ticksPerBurst);
            if (now < due) return;
            if (_measuredFrom <= now) Lag.Add(now - due);
            Send(_ends[(int)(_bursts++ * Stride % _ends.Count)], now);
        }
    }

    private void Send(Endpoint end, long now)
    {
        var burst = end.Client is null ? _plain : _framed;
        for (var i = 0; i < burst.Packets; i++)
        {
            var packet = burst[i];
            if (end.Client is not null)
            {
                ChannelData.WriteHeader(packet, TurnClient.Channel, _payloadBytes);
                packet = packet[ChannelData.HeaderSize..];
            }

            _mark.Write(packet[.._payloadBytes], end.Index, end.Sent + (uint)i, now);
        }

        var sent = end.Link.Send(burst);
        end.Sent += (uint)sent;
        Sent += sent;
    }

    private void Read(Endpoint end, ReadOnlySpan<byte> message)
    {
        if (!TryUnframe(end, ref message) || !_mark.TryRead(message, out var sender, out var number, out var sentAt) || sender != (end.Index ^ 1))
        {
            Unexpected++;
            return;
        }

        Delivered++;
        if (number < end.Expected) Reordered++;
        else end.Expected = number + 1;
        if (sentAt >= _measuredFrom && sentAt < _measuredTo) Delay.Add(Stopwatch.GetTimestamp() - sentAt);
    }

    private bool TryUnframe(Endpoint end, ref ReadOnlySpan<byte> message)
    {
        if (end.Client is not null)
        {
            if (!ChannelData.TryRead(message, out var channel, out var length) || channel != TurnClient.Channel) return false;
            message = message.Slice(ChannelData.HeaderSize, length);
        }

        return message.Length == _payloadBytes;
    }
}
