using System.Net;

namespace Duet.Server.Relay;

/// <summary>Where the web server listens, as far as the configuration says: nobody reaches that through the relay.</summary>
internal sealed record WebEndpointList(IReadOnlyCollection<IPEndPoint> Endpoints);
