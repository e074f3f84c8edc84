using System.Text.Json.Serialization;

namespace Duet.Signaling.Messages;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerMessage))]
internal sealed partial class ServerMessageJson : JsonSerializerContext;
