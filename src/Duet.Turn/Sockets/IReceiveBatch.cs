namespace Duet.Turn.Sockets;

/// <summary>One worker's memory for received datagrams, filled with as few calls of the system as it takes.</summary>
internal interface IReceiveBatch : IDisposable
{
    /// <summary>The most runs that one <see cref="Receive"/> returns. As many as this mean that there may be more.</summary>
    int Capacity { get; }

    /// <summary>The <paramref name="index"/>th of the runs that the last <see cref="Receive"/> returned.</summary>
    ReceivedRun this[int index] { get; }

    /// <summary>Takes what waits at <paramref name="socket"/> and returns the number of runs, 0 for none. Overwrites those before.</summary>
    int Receive(IDatagramSocket socket);
}
