using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Duet.Signaling.Messages;

/// <summary>What the server says of itself. A base record, because <c>cmd</c> is the discriminator that tells its kinds apart.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "cmd")]
[JsonDerivedType(typeof(PreparedMessage), "prepared")]
[JsonDerivedType(typeof(JoinedMessage), "joined")]
[JsonDerivedType(typeof(RespJoinMessage), "resp-join")]
[JsonDerivedType(typeof(NewPeerMessage), "new-peer")]
[JsonDerivedType(typeof(PeerLeaveMessage), "peer-leave")]
[JsonDerivedType(typeof(PeerAwayMessage), "peer-away")]
[JsonDerivedType(typeof(PeerBackMessage), "peer-back")]
[JsonDerivedType(typeof(ErrorMessage), "error")]
internal abstract record ServerMessage
{
    // Text goes out as it is (茶, not \u8336): it is read by JSON parsers, never by HTML's.
    private static readonly JsonTypeInfo<ServerMessage> _type = new ServerMessageJson(
        new JsonSerializerOptions(ServerMessageJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ServerMessage;

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, _type);
}
