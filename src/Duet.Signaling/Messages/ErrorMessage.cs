namespace Duet.Signaling.Messages;

/// <summary>Says what was refused and why, in a code for programs and a sentence for people.</summary>
internal sealed record ErrorMessage(ErrorCode Code, string Message, string? RoomId = null) : ServerMessage;
