using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Duet.Signaling.Rooms;
using Duet.Signaling.Seats;

namespace Duet.Signaling.Messages;

/// <summary>
/// One message of a client, checked as far as the server reads it. <c>msg</c> is known to be there and to be a JSON string, but is not
/// decoded: what is forwarded is the frame as it came.
/// </summary>
internal readonly record struct ClientMessage
{
    // Deep enough for anything a client sends beside the fields we know; shallow enough that nesting costs nothing.
    private const int MaxDepth = 16;

    // What every JSON parser keeps exact (RFC 8259 section 6): 2^53 - 1.
    private const long MaxNumber = 9_007_199_254_740_991;

    internal static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = MaxDepth };

    public required ClientCommand Command { get; init; }

    /// <summary>The room that was named. Set for every command but <see cref="ClientCommand.Keepalive"/>.</summary>
    public RoomId RoomId { get; init; }

    /// <summary>The sender, as they say. Set for every command but <see cref="ClientCommand.Keepalive"/>.</summary>
    public Uid Uid { get; init; }

    /// <summary>The receiver of an offer, answer or candidate; empty where the sender knows of none yet.</summary>
    public Uid RemoteUid { get; init; }

    /// <summary>The sender's own number of an offer, answer, candidate or preview, from 1; 0 where it has none.</summary>
    public long Seq { get; init; }

    /// <summary>The number of the last message of the room that the sender has; null where a keepalive or a resume says none.</summary>
    public long? LastSeen { get; init; }

    /// <summary>The secret that a resume brings; null in every other message.</summary>
    public SeatSecret? Seat { get; init; }

    /// <summary>Whether a join asks for a seat that can be taken back.</summary>
    public bool IsResumable { get; init; }

    /// <summary>Whether a leave asks for the seat to be kept for a page that is reloaded.</summary>
    public bool Hold { get; init; }

    /// <summary>Whether this is an offer or a candidate for whoever comes.</summary>
    public bool IsUnaddressed => RemoteUid.Value.Length == 0 && Command is ClientCommand.Offer or ClientCommand.Candidate;

    /// <summary>Reads a text frame. On false, <paramref name="fault"/> is the error to answer with. Never throws.</summary>
    /// <param name="utf8">The frame's payload.</param>
    /// <param name="maxNameLength">The longest name, in code points.</param>
    /// <param name="message">The message.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="previous">The sender's message before, so that its names need not be made again.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8,
        int maxNameLength,
        out ClientMessage message,
        [NotNullWhen(false)] out ErrorMessage? fault,
        in ClientMessage previous = default)
    {
        message = default;
        fault = null;
        try
        {
            var fields = ClientMessageFields.Read(new Utf8JsonReader(utf8, ReaderOptions), previous, ref fault);
            return fault is null && TryInterpret(fields, maxNameLength, out message, out fault);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The latter: an escaped lone surrogate in a name, which is JSON but no text.
            fault = Bad("The message is not a JSON object, or is nested too deeply.");
            return false;
        }
    }

    private static bool TryInterpret(
        in ClientMessageFields fields,
        int maxNameLength,
        out ClientMessage message,
        [NotNullWhen(false)] out ErrorMessage? fault)
    {
        message = default;
        var roomId = NameRule.Allows(fields.RoomId ?? "", maxNameLength) ? fields.RoomId : null;
        fault = fields.Command switch
        {
            ClientCommand.None => Bad("cmd is missing or is none that this server knows.", roomId),
            ClientCommand.Keepalive => IsNumber(fields.LastSeen, 0) ? null : Bad(NumberFault("lastSeen", 0), roomId),
            _ when roomId is null => Bad(NameFault("roomId", maxNameLength)),
            _ when !NameRule.Allows(fields.Uid ?? "", maxNameLength) => Bad(NameFault("uid", maxNameLength), roomId),
            ClientCommand.Prepare or ClientCommand.Join or ClientCommand.Leave => null,
            ClientCommand.Resume when fields.Seat is null => Bad("seat is missing or is not a string.", roomId),
            ClientCommand.Resume => IsNumber(fields.LastSeen, 0) ? null : Bad(NumberFault("lastSeen", 0), roomId),
            _ when fields.Command is not ClientCommand.OfferPreview && !IsRemoteUid(fields.RemoteUid, maxNameLength) =>
                Bad($"{NameFault("remoteUid", maxNameLength)}, or empty", roomId),
            _ when !fields.HasMsg => Bad("msg is missing or is not a string.", roomId),
            _ when IsNumbered(fields.Command) && !IsNumber(fields.Seq, 1) => Bad(NumberFault("seq", 1), roomId),
            _ => null,
        };
        if (fault is not null) return false;

        message = new ClientMessage
        {
            Command = fields.Command,
            RoomId = new RoomId(roomId ?? ""),
            Uid = new Uid(fields.Uid ?? ""),
            RemoteUid = new Uid(fields.RemoteUid ?? ""),
            Seq = IsNumbered(fields.Command) ? fields.Seq ?? 0 : 0,
            LastSeen = fields.Command is ClientCommand.Keepalive or ClientCommand.Resume ? fields.LastSeen : null,
            Seat = fields.Command is ClientCommand.Resume ? new SeatSecret(fields.Seat!) : null,
            IsResumable = fields.Resume,
            Hold = fields.Hold,
        };
        return true;
    }

    // Empty: a client that offers before it knows whom it will meet.
    private static bool IsRemoteUid(string? text, int maxNameLength) =>
        text is not null && (text.Length == 0 || NameRule.Allows(text, maxNameLength));

    private static string NameFault(string field, int maxNameLength) =>
        $"{field} must be 1 to {maxNameLength} characters, each a letter, a digit or one of - _ . ~";

    // What only a participant says, and may have to say again on another connection.
    private static bool IsNumbered(ClientCommand command) =>
        command is ClientCommand.Offer or ClientCommand.Answer or ClientCommand.Candidate or ClientCommand.OfferPreview;

    private static bool IsNumber(long? number, long least) => number is null || (number >= least && number <= MaxNumber);

    private static string NumberFault(string field, long least) => $"{field} must be a whole number from {least} to {MaxNumber}.";

    private static ErrorMessage Bad(string sentence, string? roomId = null) => new(ErrorCode.BadMessage, sentence, roomId);
}
