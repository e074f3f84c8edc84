namespace Duet.Soak.Checks;

/// <summary>What is counted.</summary>
internal enum Event
{
    /// <summary>A seat was taken.</summary>
    Joined,

    /// <summary>Of these, not for the first time.</summary>
    JoinedAgain,

    /// <summary>Somebody left.</summary>
    Left,

    /// <summary>A connection was dropped without a word.</summary>
    Dropped,

    /// <summary>Somebody sent nothing for a while, but answered pings.</summary>
    FellSilent,

    /// <summary>Somebody read nothing any more, and so answered no ping.</summary>
    WentDeaf,

    /// <summary>Somebody said three malformed messages in a row, and was shown out.</summary>
    ShownOut,

    /// <summary>A seat was taken back.</summary>
    Resumed,

    /// <summary>A seat was over when somebody came back for it.</summary>
    CameTooLate,

    /// <summary>A message was sent to the other, for the first time.</summary>
    Sent,

    /// <summary>A message of the other arrived.</summary>
    Forwarded,

    /// <summary>A message was refused, as the other had just left.</summary>
    Refused,

    /// <summary>A malformed message was sent.</summary>
    Babbled,

    /// <summary>The other was told that somebody left.</summary>
    PeerLeft,

    /// <summary>The other was told that somebody is away.</summary>
    PeerAway,

    /// <summary>The WebSocket of a browser was cut.</summary>
    BrowserCut,

    /// <summary>A browser's call was looked at.</summary>
    BrowserSeen,
}
