using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Duet.Signaling.Rooms;
using Duet.Signaling.Seats;

namespace Duet.Signaling.Messages;

/// <summary>The body of <c>POST /leave</c>: whoever knows the secret of a seat leaves it, without its connection.</summary>
internal readonly record struct LeaveRequest(RoomId RoomId, Uid Uid, SeatSecret Seat, bool Hold)
{
    /// <summary>Reads a body. On false, <paramref name="fault"/> says in a sentence what is wrong with it. Never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, int maxNameLength, out LeaveRequest request, [NotNullWhen(false)] out string? fault)
    {
        request = default;
        try
        {
            ErrorMessage? twice = null;
            var fields = ClientMessageFields.Read(new Utf8JsonReader(utf8, ClientMessage.ReaderOptions), default, ref twice);
            fault = twice is not null ? twice.Message
                : !NameRule.Allows(fields.RoomId ?? "", maxNameLength) || !NameRule.Allows(fields.Uid ?? "", maxNameLength)
                    ? "roomId or uid is missing or is no name."
                : fields.Seat is null ? "seat is missing or is not a string."
                : null;
            if (fault is not null) return false;

            request = new LeaveRequest(new RoomId(fields.RoomId!), new Uid(fields.Uid!), new SeatSecret(fields.Seat!), fields.Hold);
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            fault = "The body is not a JSON object, or is nested too deeply.";
            return false;
        }
    }
}
