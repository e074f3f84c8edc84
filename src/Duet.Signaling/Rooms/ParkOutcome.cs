namespace Duet.Signaling.Rooms;

/// <summary>What became of an offer or a candidate that was sent to nobody.</summary>
internal enum ParkOutcome
{
    /// <summary>Kept for whoever comes; withdrawn; or a candidate that went the way of its offer to the one who came a moment ago.</summary>
    Done,

    /// <summary>Handled before, and sent again after a lost connection: whatever came of it stays as it is.</summary>
    Repeated,

    /// <summary>An offer, but the sender is not alone: they know, or are about to hear, whom to send it to.</summary>
    SomebodyIsThere,

    /// <summary>A candidate or a preview, but the sender's last offer to nobody was not kept, or not for long enough, or was given back.</summary>
    NoOffer,

    /// <summary>More than is kept for one seat.</summary>
    TooLarge,
}
