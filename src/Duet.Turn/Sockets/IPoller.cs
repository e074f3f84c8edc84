namespace Duet.Turn.Sockets;

/// <summary>Waits for many sockets at once. All but <see cref="Wake"/> belongs to one worker's thread.</summary>
internal interface IPoller : IDisposable
{
    /// <param name="socket">The socket to watch.</param>
    /// <param name="token">What its events carry.</param>
    void Add(IDatagramSocket socket, int token);

    /// <summary>
    /// Ends the watch, if there is one. Events of the socket that the last <see cref="Wait"/> returned may still lie before the caller.
    /// </summary>
    void Remove(IDatagramSocket socket);

    /// <summary>
    /// Waits until a socket has something, the time is over or somebody calls <see cref="Wake"/>, and returns the number of events, which may
    /// be 0 in each of these cases. A socket that is not emptied has an event each time.
    /// </summary>
    /// <param name="ready">Where the events go. Those that find no room come at the next call.</param>
    /// <param name="timeoutMilliseconds">0: do not wait. -1: without end.</param>
    int Wait(Span<PollEvent> ready, int timeoutMilliseconds);

    /// <summary>Makes the present <see cref="Wait"/> return, or the next one. Any thread, at any moment, after Dispose also.</summary>
    void Wake();
}
