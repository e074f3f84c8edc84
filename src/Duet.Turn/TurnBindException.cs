using System.Net;

namespace Duet.Turn;

/// <summary>The relay cannot listen where it was told to.</summary>
public sealed class TurnBindException : Exception
{
    public TurnBindException(IPEndPoint endpoint, string reason, Exception? cause = null)
        : base($"UDP {endpoint}: {reason}", cause) => EndPoint = endpoint;

    public IPEndPoint EndPoint { get; }
}
