using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Duet.Signaling.Tests.Harness;

/// <summary>
/// Watches the shared pool for buffers of one size, which must be one that nothing but the code under test rents.
/// </summary>
internal sealed class RentedBuffers : EventListener
{
    private const int BufferRented = 1, BufferReturned = 3;

    private readonly int _bytes;
    private readonly ConcurrentDictionary<int, int> _rentedById = new();
    private int _rented;
    private int _returnedTwice;

    /// <param name="bytes">The size of the buffers as the pool rounds it: a power of two.</param>
    public RentedBuffers(int bytes)
    {
        _bytes = bytes;
        foreach (var source in EventSource.GetSources()) OnEventSourceCreated(source);
    }

    /// <summary>Rents so far.</summary>
    public int Rented => Volatile.Read(ref _rented);

    /// <summary>Rented and not returned yet.</summary>
    public int Outstanding => _rentedById.Values.Sum();

    public int ReturnedTwice => Volatile.Read(ref _returnedTwice);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        // The base class calls this before our constructor has run; that constructor then asks again.
        if (_bytes > 0 && eventSource.Name == "System.Buffers.ArrayPoolEventSource") EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId is not (BufferRented or BufferReturned)) return;
        if (eventData.Payload is not [int id, int size, ..] || size != _bytes) return;

        var change = eventData.EventId is BufferRented ? 1 : -1;
        if (change > 0) Interlocked.Increment(ref _rented);
        if (_rentedById.AddOrUpdate(id, change, (_, rented) => rented + change) < 0) Interlocked.Increment(ref _returnedTwice);
    }
}
