using System.Net;
using Duet.Server.Transport;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Relay;

/// <summary>Connections of the web server's own port that turned out to be TURN.</summary>
internal sealed class RelayConnections(RelayHost? relay)
{
    /// <summary>Whether there is a relay that such a connection could be for.</summary>
    public bool AreServed => relay is not null;

    public Task ServeAsync(ConnectionContext connection, bool isTls) =>
        relay is not null && connection is { RemoteEndPoint: IPEndPoint client, LocalEndPoint: IPEndPoint local }
            ? relay.Server.ServeAsync(connection.Transport, client, local, isTls, (connection as PolledConnection)?.HeldOutput)
            : Task.CompletedTask;
}
