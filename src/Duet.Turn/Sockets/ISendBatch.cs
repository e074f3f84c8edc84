namespace Duet.Turn.Sockets;

/// <summary>One thread's datagrams on their way out, sent with as few calls of the system as it takes, or dropped. Nothing waits.</summary>
/// <remarks>
/// Datagrams of one socket leave in the order in which they were added. Those right after each other with the same socket, destination,
/// source and size cost the least; the last of them may be shorter.
/// </remarks>
internal interface ISendBatch : IDisposable
{
    /// <summary>The most bytes that can be reserved at once.</summary>
    const int MaxReservedBytes = 2048;

    /// <summary>Datagrams handed to the system since the start.</summary>
    long Sent { get; }

    /// <summary>Datagrams that the system did not take since the start.</summary>
    long Dropped { get; }

    /// <summary>
    /// Memory for a payload that was not received: an answer. It is kept from the next <see cref="Add"/> of a part of it, which begins where
    /// this does, until <see cref="Flush"/>; without one it is handed out again.
    /// </summary>
    /// <param name="bytes">At most <see cref="MaxReservedBytes"/>. Flushes first where there is no room for so many.</param>
    Span<byte> Reserve(int bytes);

    /// <summary>
    /// Adds a datagram, and flushes first where the batch is full. The payload must be a part of the receive batch that this one was
    /// created for, or of what <see cref="Reserve"/> gave, and stay as it is until <see cref="Flush"/>; the header is copied. The socket
    /// may be any worker's.
    /// </summary>
    /// <exception cref="ArgumentException">The payload lies elsewhere, and the layer needs it there.</exception>
    void Add(IDatagramSocket socket, in OutboundDatagram datagram);

    /// <summary>Sends all that was added. Those of a socket that was closed since then are dropped.</summary>
    void Flush();
}
