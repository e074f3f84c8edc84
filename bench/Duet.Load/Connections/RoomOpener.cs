using System.Diagnostics;
using Duet.Load.Measuring;

namespace Duet.Load.Connections;

/// <summary>
/// Opens rooms of two: connect, upgrade, join. A participant counts as joined when the server has told about the other one, by
/// <c>resp-join</c> or by <c>new-peer</c>: both servers send exactly one of these to each.
/// </summary>
internal sealed class RoomOpener
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly ConnectionLoop _loop;
    private readonly List<long> _joinSentAt = [];
    private int _paired;

    public RoomOpener(ConnectionLoop loop, int expected)
    {
        _loop = loop;
        JoinLatency = new Samples(expected);
        loop.OnOpen = Join;
        loop.OnText = Read;
    }

    /// <summary>From the second <c>join</c> of a room to what each of the two is told.</summary>
    public Samples JoinLatency { get; }

    /// <summary>Returns when <paramref name="connections"/> more have joined, two for each room.</summary>
    /// <exception cref="LoadException">The server refused or ended a connection, or no room was completed for 30 s.</exception>
    public void Open(int connections, int inFlight, CancellationToken stopping)
    {
        var wanted = _loop.Connections.Count + connections;
        var progress = _paired;
        var progressAt = Stopwatch.GetTimestamp();
        while (_paired < wanted)
        {
            stopping.ThrowIfCancellationRequested();
            while (_loop.Connections.Count < wanted && _loop.Connections.Count - _paired < inFlight) OpenRoom();
            _loop.Turn(100);
            if (_loop.Lost + _loop.Unexpected > 0) throw new LoadException($"{_paired} of {wanted} joined, then: {_loop.FirstTrouble}");
            if (_paired != progress) (progress, progressAt) = (_paired, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(progressAt) > _patience)
                throw new LoadException($"only {_paired} of {wanted} joined: nothing came for 30 s");
        }
    }

    private void OpenRoom()
    {
        _joinSentAt.Add(0);
        _loop.Connect();
        _loop.Connect();
    }

    private void Join(Connection connection)
    {
        connection.SendText($$"""{"cmd":"join","roomId":"{{connection.RoomId}}","uid":"{{connection.Uid}}"}""");
        _joinSentAt[connection.Seat / 2] = Stopwatch.GetTimestamp();
    }

    private void Read(Connection connection, ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("\"joined\""u8) >= 0) return;
        var isNews = text.IndexOf("\"resp-join\""u8) >= 0 || text.IndexOf("\"new-peer\""u8) >= 0;
        if (!isNews || connection.IsPaired)
        {
            _loop.CountUnexpected(connection, text);
            return;
        }

        connection.IsPaired = true;
        _paired++;
        JoinLatency.Add(Stopwatch.GetTimestamp() - _joinSentAt[connection.Seat / 2]);
    }
}
