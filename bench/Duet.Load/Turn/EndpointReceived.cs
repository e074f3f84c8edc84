namespace Duet.Load.Turn;

/// <summary>A message that reached an endpoint, valid until the call returns.</summary>
internal delegate void EndpointReceived(Endpoint endpoint, ReadOnlySpan<byte> message);
