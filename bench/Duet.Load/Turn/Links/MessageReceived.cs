namespace Duet.Load.Turn.Links;

/// <summary>A whole message, valid until the call returns: a datagram, or a frame of a stream.</summary>
internal delegate void MessageReceived(ReadOnlySpan<byte> message);
