namespace Duet.Server.Ice;

/// <summary>STUN and TURN servers that were configured under <c>Duet:Ice</c>.</summary>
internal sealed class IceOptions
{
    /// <summary><c>all</c>, or <c>relay</c>: browsers send media through TURN only. Default <c>all</c>.</summary>
    public string TransportPolicy { get; init; } = "all";

    /// <summary>External servers. Default: none.</summary>
    public IReadOnlyList<IceServerOptions> Servers { get; init; } = [];

    /// <summary>
    /// How long the time-limited credentials of a seat are good for, 5 minutes to 7 days. Default 1 day: a call never outlives them.
    /// </summary>
    public TimeSpan CredentialLifetime { get; init; } = TimeSpan.FromDays(1);
}
