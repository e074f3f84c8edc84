namespace Duet.Soak.Lines;

/// <summary>What a client reads of any message, the other's included; what is not in it is empty.</summary>
internal sealed record ServerMessage
{
    public string Cmd { get; init; } = "";

    public string RoomId { get; init; } = "";

    public string Uid { get; init; } = "";

    public string RemoteUid { get; init; } = "";

    public string Msg { get; init; } = "";

    public string Code { get; init; } = "";

    public string Seat { get; init; } = "";

    public int ResumeSeconds { get; init; }

    public bool Resumed { get; init; }

    public long LastSeen { get; init; }

    /// <summary>A field of our own in a <c>keepalive</c>, which is echoed as it went: which one it is.</summary>
    public long Mark { get; init; }
}
