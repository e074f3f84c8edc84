namespace Duet.Turn.Allocations;

/// <summary>The way back to a client that came over a stream. A UDP client has none: the listener's socket reaches it by its address.</summary>
internal interface IClientLink
{
    /// <summary>Queues one message, the header and the payload after it. From any thread; never waits, and drops what there is no room for.</summary>
    void Post(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload);

    /// <summary>Sends what was posted. Runs network code, and never waits for it.</summary>
    void Flush();
}
