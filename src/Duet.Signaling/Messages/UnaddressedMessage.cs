using System.Text;
using System.Text.Json;
using Duet.Signaling.Rooms;

namespace Duet.Signaling.Messages;

/// <summary>
/// An offer or a candidate whose <c>remoteUid</c> is the empty string, as it came: the receiver's name between those two quotes is all that
/// it lacks.
/// </summary>
/// <param name="Utf8">A copy of the frame's payload.</param>
/// <param name="AddressAt">Where the name belongs: the place between the quotes.</param>
/// <param name="HasEmptyMsg">Whether <c>msg</c> is the empty string.</param>
internal readonly record struct UnaddressedMessage(byte[] Utf8, int AddressAt, bool HasEmptyMsg)
{
    /// <summary>Copies a message that <see cref="ClientMessage.TryRead"/> has read, and that <see cref="ClientMessage.IsUnaddressed"/>.</summary>
    public static UnaddressedMessage CopyOf(ReadOnlySpan<byte> utf8)
    {
        var addressAt = 0;
        var hasEmptyMsg = false;
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isRemoteUid = reader.ValueTextEquals("remoteUid"u8);
            var isMsg = reader.ValueTextEquals("msg"u8);
            reader.Read();

            // The empty string has one spelling in JSON, so what stands here is "" and nothing else.
            if (isRemoteUid) addressAt = (int)reader.TokenStartIndex + 1;
            if (isMsg) hasEmptyMsg = reader.ValueSpan.IsEmpty;
            reader.Skip();
        }

        return new UnaddressedMessage(utf8.ToArray(), addressAt, hasEmptyMsg);
    }

    /// <summary>The same message to the byte, but for the receiver's name. A name has no character that JSON would want escaped.</summary>
    public byte[] AddressedTo(Uid receiver) => [.. Utf8.AsSpan(0, AddressAt), .. Encoding.UTF8.GetBytes(receiver.Value), .. Utf8.AsSpan(AddressAt)];
}
