using System.Buffers;

namespace Duet.Signaling.Sessions;

/// <summary>How a message came in.</summary>
internal enum ReceivedKind
{
    Text,
    Binary,

    /// <summary>Over the limit: read to its end and thrown away.</summary>
    TooLarge,

    /// <summary>So far over the limit that it was not read to its end.</summary>
    Endless,

    /// <summary>The client's close frame: no message follows.</summary>
    Close,
}

/// <summary>A whole message in a rented buffer, which whoever received it returns by disposing.</summary>
internal readonly record struct ReceivedMessage(ReceivedKind Kind, byte[] Buffer, int Length) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    public void Dispose()
    {
        if (Buffer.Length > 0) ArrayPool<byte>.Shared.Return(Buffer);
    }
}
