using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Allocations;

/// <summary>
/// One relayed transport address of an allocation. A dual allocation has two, and each has a lifetime of its own (RFC 8656 section 6).
/// </summary>
internal sealed class RelayedTransport
{
    private long _expires;

    public RelayedTransport(Allocation allocation, in RelayPort port, long expires)
    {
        Allocation = allocation;
        Port = port;
        _expires = expires;
    }

    public Allocation Allocation { get; }

    public RelayPort Port { get; }

    /// <summary>What clients and peers are told (RFC 8656 section 3.2).</summary>
    public TransportAddress Advertised => Port.Advertised;

    public IDatagramSocket Socket => Port.Socket;

    /// <summary>The worker that reads the socket. Not always the allocation's: a reserved port comes from the worker that reserved it.</summary>
    public int Worker => Port.Worker;

    public InternetAddressFamily Family => Port.Advertised.Family;

    /// <summary>A timestamp. Written by <see cref="Allocation"/> under its lock, read by anyone.</summary>
    public long Expires
    {
        get => Volatile.Read(ref _expires);
        set => Volatile.Write(ref _expires, value);
    }

    public bool IsLive(long now) => now < Expires;

    /// <summary>Whether packets for this address and this relay's port come here: the advertised address, or the one that is bound.</summary>
    public bool Answers(in InternetAddress address) => Advertised.Address == address || Socket.LocalAddress.Address == address;
}
