namespace Duet.Signaling.Messages;

/// <summary>What a client may ask for: the values of <c>cmd</c>.</summary>
internal enum ClientCommand
{
    None,
    Keepalive,
    Prepare,
    Join,
    Resume,
    Leave,
    Offer,
    OfferPreview,
    Answer,
    AnswerPreview,
    Candidate,
}
