namespace Duet.Signaling.Messages;

/// <summary>Says what was refused and why, in a code for programs and a sentence for people.</summary>
internal sealed record ErrorMessage(ErrorCode Code, string Message, string? RoomId = null) : ServerMessage
{
    /// <summary>After how many seconds the same may no longer be refused; null where it is not known to end.</summary>
    public int? RetryAfter { get; init; }
}
