using System.Diagnostics;
using Duet.Load.Connections;
using Duet.Load.Measuring;

namespace Duet.Load.Relay;

/// <summary>Sends at a fixed rate over all connections and times each delivery.</summary>
internal sealed class RelayLoad
{
    // Both are prime, so that neighbours in time are not neighbours in the list and each connection sends both kinds.
    private const int Stride = 7919;
    private const int MessagesPerOffer = 11;
    private static readonly long _batchTicks = Stopwatch.Frequency / 1000;

    private readonly ConnectionLoop _loop;
    private readonly int _rate;
    private readonly RelayedMessage[] _candidates;
    private readonly RelayedMessage[] _offers;
    private long _startedAt;
    private long _measuredFrom = long.MaxValue;
    private long _measuredTo = long.MaxValue;
    private long _lastBatchAt;

    public RelayLoad(ConnectionLoop loop, int rate, TimeSpan window)
    {
        _loop = loop;
        _rate = rate;
        _candidates = [.. loop.Connections.Select(RelayedMessage.Candidate)];
        _offers = [.. loop.Connections.Select(RelayedMessage.Offer)];
        Latency = new Samples((int)(rate * (window.TotalSeconds + 1)));
        Lag = new Samples((int)(1000 * (window.TotalSeconds + 1)));
        loop.OnText = Read;
    }

    public long Sent { get; private set; }

    public long Delivered { get; private set; }

    public Samples Latency { get; }

    public Samples Lag { get; }

    /// <summary>Sends for <paramref name="time"/>; the pace goes on from call to call.</summary>
    public void RunFor(TimeSpan time, CancellationToken stopping)
    {
        if (_startedAt == 0) _startedAt = _lastBatchAt = Stopwatch.GetTimestamp();
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (var now = Stopwatch.GetTimestamp(); now < end; now = Stopwatch.GetTimestamp())
        {
            stopping.ThrowIfCancellationRequested();
            if (now - _lastBatchAt >= _batchTicks) SendBatch(now);
            _loop.Turn(1);
            if (_loop.Lost > 0) throw new LoadException($"a connection was lost under load: {_loop.FirstTrouble}");
        }
    }

    /// <summary>Messages sent from now on are timed, until <see cref="StopMeasuring"/>.</summary>
    public void StartMeasuring() => _measuredFrom = Stopwatch.GetTimestamp();

    public void StopMeasuring() => _measuredTo = Stopwatch.GetTimestamp();

    private void SendBatch(long now)
    {
        if (_measuredFrom <= now) Lag.Add(now - _lastBatchAt - _batchTicks);
        _lastBatchAt = now;
        for (var due = (now - _startedAt) * _rate / Stopwatch.Frequency; Sent < due; Sent++)
        {
            var seat = (int)(Sent * Stride % _loop.Connections.Count);
            var message = Sent % MessagesPerOffer == 0 ? _offers[seat] : _candidates[seat];
            _loop.Connections[seat].Send(message.Stamp(Stopwatch.GetTimestamp()));
        }
    }

    private void Read(Connection connection, ReadOnlySpan<byte> text)
    {
        if (!RelayedMessage.TryReadMark(text, out var sentAt, out var sender) || sender != (connection.Seat ^ 1))
        {
            _loop.CountUnexpected(connection, text);
            return;
        }

        Delivered++;
        if (sentAt >= _measuredFrom && sentAt < _measuredTo) Latency.Add(Stopwatch.GetTimestamp() - sentAt);
    }
}
