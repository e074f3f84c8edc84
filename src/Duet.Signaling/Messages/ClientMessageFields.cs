using System.Text;
using System.Text.Json;

namespace Duet.Signaling.Messages;

/// <summary>The fields of a client's message that the server reads, as they stood there; null where one is missing or is no text.</summary>
internal readonly record struct ClientMessageFields
{
    private const long NoWholeNumber = -1;

    public ClientCommand Command { get; init; }

    public string? RoomId { get; init; }

    public string? Uid { get; init; }

    public string? RemoteUid { get; init; }

    public bool HasMsg { get; init; }

    public string? Seat { get; init; }

    /// <summary>Negative where it is no whole number.</summary>
    public long? Seq { get; init; }

    /// <summary>Negative where it is no whole number.</summary>
    public long? LastSeen { get; init; }

    /// <summary>Whether it is <c>true</c>, and nothing else.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether it is <c>true</c>, and nothing else.</summary>
    public bool Hold { get; init; }

    /// <summary>Walks the object once. Fields that we do not know are passed over, whatever they hold.</summary>
    /// <exception cref="JsonException">The text is not JSON, or is nested too deeply.</exception>
    /// <exception cref="InvalidOperationException">A field's name, or <c>cmd</c>, holds an escaped lone surrogate.</exception>
    /// <param name="reader">Stands before the message.</param>
    /// <param name="previous">The sender's message before, whose names are most likely this one's too: what is equal is not made again.</param>
    /// <param name="fault">Set where a field stands twice.</param>
    public static ClientMessageFields Read(Utf8JsonReader reader, in ClientMessage previous, ref ErrorMessage? fault)
    {
        var command = ClientCommand.None;
        string? roomId = null, uid = null, remoteUid = null, seat = null;
        long? seq = null, lastSeen = null;
        bool hasMsg = false, resume = false, hold = false;
        var seen = Field.Unknown;

        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) throw new JsonException();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader);
            reader.Read();

            // Which of two a reader takes differs from parser to parser, so the other side might see another message than we checked.
            if ((seen & field) != 0) fault = new(ErrorCode.BadMessage, "A field stands in the message twice.");
            seen |= field;

            switch (field)
            {
                case Field.Cmd:
                    command = CommandOf(ref reader);
                    break;
                case Field.RoomId:
                    roomId = TextOf(ref reader, previous.RoomId.Value);
                    break;
                case Field.Uid:
                    uid = TextOf(ref reader, previous.Uid.Value);
                    break;
                case Field.RemoteUid:
                    remoteUid = TextOf(ref reader, previous.RemoteUid.Value);
                    break;
                case Field.Msg:
                    hasMsg = reader.TokenType is JsonTokenType.String;
                    break;
                case Field.Seq:
                    seq = NumberOf(ref reader);
                    break;
                case Field.LastSeen:
                    lastSeen = NumberOf(ref reader);
                    break;
                case Field.Seat:
                    seat = reader.TokenType is JsonTokenType.String ? TextOf(ref reader, null) : null;
                    break;
                case Field.Resume:
                    resume = reader.TokenType is JsonTokenType.True;
                    break;
                case Field.Hold:
                    hold = reader.TokenType is JsonTokenType.True;
                    break;
            }

            reader.Skip();
        }

        reader.Read();
        return new ClientMessageFields
        {
            Command = command,
            RoomId = roomId,
            Uid = uid,
            RemoteUid = remoteUid,
            HasMsg = hasMsg,
            Seat = seat,
            Seq = seq,
            LastSeen = lastSeen,
            Resume = resume,
            Hold = hold,
        };
    }

    private static Field FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("cmd"u8) ? Field.Cmd
        : reader.ValueTextEquals("roomId"u8) ? Field.RoomId
        : reader.ValueTextEquals("uid"u8) ? Field.Uid
        : reader.ValueTextEquals("remoteUid"u8) ? Field.RemoteUid
        : reader.ValueTextEquals("msg"u8) ? Field.Msg
        : reader.ValueTextEquals("seq"u8) ? Field.Seq
        : reader.ValueTextEquals("lastSeen"u8) ? Field.LastSeen
        : reader.ValueTextEquals("seat"u8) ? Field.Seat
        : reader.ValueTextEquals("resume"u8) ? Field.Resume
        : reader.ValueTextEquals("hold"u8) ? Field.Hold
        : Field.Unknown;

    private static ClientCommand CommandOf(ref Utf8JsonReader reader) =>
        reader.TokenType is not JsonTokenType.String ? ClientCommand.None
        : reader.ValueTextEquals("candidate"u8) ? ClientCommand.Candidate
        : reader.ValueTextEquals("keepalive"u8) || reader.ValueTextEquals("keeplive"u8) ? ClientCommand.Keepalive
        : reader.ValueTextEquals("offer"u8) ? ClientCommand.Offer
        : reader.ValueTextEquals("answer"u8) ? ClientCommand.Answer
        : reader.ValueTextEquals("join"u8) ? ClientCommand.Join
        : reader.ValueTextEquals("leave"u8) ? ClientCommand.Leave
        : reader.ValueTextEquals("resume"u8) ? ClientCommand.Resume
        : reader.ValueTextEquals("prepare"u8) ? ClientCommand.Prepare
        : reader.ValueTextEquals("offer-preview"u8) ? ClientCommand.OfferPreview
        : reader.ValueTextEquals("answer-preview"u8) ? ClientCommand.AnswerPreview
        : ClientCommand.None;

    private static string? TextOf(ref Utf8JsonReader reader, string? previous)
    {
        if (previous is not null && reader.TokenType is JsonTokenType.String && IsText(ref reader, previous)) return previous;

        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return Encoding.ASCII.GetString(reader.ValueSpan);
            case JsonTokenType.String:
                try
                {
                    return reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    return null; // An escaped lone surrogate: JSON, but no text.
                }

            default:
                return null;
        }
    }

    // As it stands there: 1.0 and 1e2 are numbers too, but no client writes a count like that.
    private static long NumberOf(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : NoWholeNumber;

    // Most names are ASCII, and those are compared as they stand, which is faster than the reader's own way.
    private static bool IsText(ref Utf8JsonReader reader, string text) =>
        (!reader.ValueIsEscaped && Ascii.Equals(reader.ValueSpan, text)) || reader.ValueTextEquals(text);

    [Flags]
    private enum Field
    {
        Unknown = 0,
        Cmd = 1,
        RoomId = 2,
        Uid = 4,
        RemoteUid = 8,
        Msg = 16,
        Seq = 32,
        LastSeen = 64,
        Seat = 128,
        Resume = 256,
        Hold = 512,
    }
}
