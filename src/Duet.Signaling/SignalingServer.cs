using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Duet.Signaling.Ice;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Seats;
using Duet.Signaling.Sessions;

namespace Duet.Signaling;

/// <summary>All sessions and rooms of one process. A host hands it accepted WebSockets and knows nothing of what is said on them.</summary>
public sealed class SignalingServer
{
    private static readonly TimeSpan _seatSweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _sweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<SignalingSession, byte> _sessions = new();
    private readonly AddressQuota _addresses;
    private volatile bool _isShuttingDown;

    public SignalingServer(SignalingOptions options, IIceServerProvider iceServers, TimeProvider time)
    {
        Options = options;
        IceServers = iceServers;
        Time = time;
        _addresses = new AddressQuota(options.ConnectionsPerAddress);
        HeldSeats = new HeldSeats(options, _addresses, time);
    }

    /// <summary>Open connections, those outside of a room included.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>Rooms with somebody in them.</summary>
    public int RoomCount => Rooms.Count;

    internal SignalingOptions Options { get; }

    internal IIceServerProvider IceServers { get; }

    internal TimeProvider Time { get; }

    internal bool IsShuttingDown => _isShuttingDown;

    internal RoomDirectory Rooms { get; } = new();

    /// <summary>Seats whose holder has no connection now.</summary>
    internal HeldSeats HeldSeats { get; }

    internal LookerDirectory Lookers { get; } = new();

    /// <summary>Serves one client until its connection is over.</summary>
    /// <param name="socket">An accepted WebSocket, with ping and pong switched on. Stays the caller's to dispose.</param>
    /// <param name="address">Where the client is, as the limit of connections for an address sees it.</param>
    /// <param name="reachedAt">Under which address it reached us; null where that is not known.</param>
    /// <returns>Why it ended.</returns>
    public async Task<SessionEnd> ServeAsync(WebSocket socket, IPAddress address, ReachedAddress? reachedAt = null)
    {
        var session = new SignalingSession(this, socket, address, reachedAt);
        if (!_addresses.TryEnter(address))
        {
            session.End(SessionEnd.TooManyConnections);
            return await session.RunAsync();
        }

        _sessions.TryAdd(session, 0);
        if (_isShuttingDown) session.End(SessionEnd.ShuttingDown);
        try
        {
            return await session.RunAsync();
        }
        finally
        {
            _sessions.TryRemove(session, out _);
            _addresses.Exit(address);
        }
    }

    /// <summary>Leaves a seat on behalf of its holder, whether they are connected or away.</summary>
    /// <param name="body">A JSON object with <c>roomId</c>, <c>uid</c>, <c>seat</c> and, where the seat is to be kept for a reload, <c>hold</c>.</param>
    /// <param name="fault">What is wrong with a body that is <see cref="LeaveOutcome.Malformed"/>; otherwise null.</param>
    public LeaveOutcome Leave(ReadOnlySpan<byte> body, out string? fault)
    {
        if (!LeaveRequest.TryRead(body, Options.MaxNameLength, out var request, out fault)) return LeaveOutcome.Malformed;

        var seat = Rooms.Find(request.RoomId, request.Uid, request.Seat);
        return seat is not null && seat.Room!.Leave(seat, request.Hold) ? LeaveOutcome.Left : LeaveOutcome.NoSuchSeat;
    }

    /// <summary>
    /// Ends seats that nobody takes back and sessions that stay outside of a room for too long, and drops offers that nobody came for, until
    /// <paramref name="stopping"/>.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var sweep = new PeriodicTimer(_seatSweepInterval, Time);
        var sweptAt = Time.GetTimestamp();
        try
        {
            while (await sweep.WaitForNextTickAsync(stopping))
            {
                var now = Time.GetTimestamp();
                if (!_isShuttingDown) HeldSeats.EndExpired();
                if (Time.GetElapsedTime(sweptAt, now) < _sweepInterval) continue;

                sweptAt = now;
                Rooms.DropExpiredOffers();
                foreach (var (session, _) in _sessions) session.EndIfUnjoined(now);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping is how this ends.
        }
    }

    /// <summary>Tells every client <c>shutting-down</c> and closes; whoever connects from now on is told the same.</summary>
    public void ShutDown()
    {
        _isShuttingDown = true;
        foreach (var (session, _) in _sessions) session.End(SessionEnd.ShuttingDown);
    }
}
