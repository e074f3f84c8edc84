using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Duet.Signaling.Rooms;

namespace Duet.Signaling.Messages;

/// <summary>
/// One message of a client, checked as far as the server reads it. <c>msg</c> is known to be there and to be a JSON string, but is not
/// decoded: what is forwarded is the frame as it came.
/// </summary>
internal readonly record struct ClientMessage
{
    // Deep enough for anything a client sends beside the fields we know; shallow enough that nesting costs nothing.
    private const int MaxDepth = 16;

    private static readonly JsonReaderOptions _readerOptions = new() { MaxDepth = MaxDepth };

    public required ClientCommand Command { get; init; }

    /// <summary>The room that was named. Set for every command but <see cref="ClientCommand.Keepalive"/>.</summary>
    public RoomId RoomId { get; init; }

    /// <summary>The sender, as they say. Set for every command but <see cref="ClientCommand.Keepalive"/>.</summary>
    public Uid Uid { get; init; }

    /// <summary>The receiver of an offer, answer or candidate; empty where the sender knows of none yet.</summary>
    public Uid RemoteUid { get; init; }

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
            var fields = ClientMessageFields.Read(new Utf8JsonReader(utf8, _readerOptions), previous, ref fault);
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
            ClientCommand.Keepalive => null,
            _ when roomId is null => Bad(NameFault("roomId", maxNameLength)),
            _ when !NameRule.Allows(fields.Uid ?? "", maxNameLength) => Bad(NameFault("uid", maxNameLength), roomId),
            ClientCommand.Prepare or ClientCommand.Join or ClientCommand.Leave => null,
            _ when fields.Command is not ClientCommand.OfferPreview && !IsRemoteUid(fields.RemoteUid, maxNameLength) =>
                Bad($"{NameFault("remoteUid", maxNameLength)}, or empty", roomId),
            _ when !fields.HasMsg => Bad("msg is missing or is not a string.", roomId),
            _ => null,
        };
        if (fault is not null) return false;

        message = new ClientMessage
        {
            Command = fields.Command,
            RoomId = new RoomId(roomId ?? ""),
            Uid = new Uid(fields.Uid ?? ""),
            RemoteUid = new Uid(fields.RemoteUid ?? ""),
        };
        return true;
    }

    // Empty: a client that offers before it knows whom it will meet.
    private static bool IsRemoteUid(string? text, int maxNameLength) =>
        text is not null && (text.Length == 0 || NameRule.Allows(text, maxNameLength));

    private static string NameFault(string field, int maxNameLength) =>
        $"{field} must be 1 to {maxNameLength} characters, each a letter, a digit or one of - _ . ~";

    private static ErrorMessage Bad(string sentence, string? roomId = null) => new(ErrorCode.BadMessage, sentence, roomId);
}
