using System.Globalization;
using System.Text;
using Duet.Stun;

namespace Duet.FirstFrame.Trace;

/// <summary>A STUN or TURN message in words: method, class, the addresses in it, and what a Send or Data indication carries.</summary>
internal static class StunText
{
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (!StunMessage.TryRead(bytes, out var message)) return "STUN?";

        var text = new StringBuilder($"STUN {Name(message)}");
        foreach (var attribute in message.Attributes) Append(text, message, attribute);
        return text.Append(CultureInfo.InvariantCulture, $" #{message.TransactionId.ToString()[^4..]}").ToString();
    }

    private static string Name(in StunMessage message) => message.Class switch
    {
        StunClass.Request => $"{message.Method} request",
        StunClass.Indication => $"{message.Method} indication",
        StunClass.SuccessResponse => $"{message.Method} success",
        _ => $"{message.Method} error",
    };

    private static void Append(StringBuilder text, in StunMessage message, in StunAttribute attribute)
    {
        switch (attribute.Type)
        {
            case StunAttributeType.ErrorCode when ErrorCodeAttribute.TryRead(attribute.Value, out var code, out _):
                text.Append(CultureInfo.InvariantCulture, $" {(int)code}");
                break;
            case StunAttributeType.XorPeerAddress when XorAddress.TryRead(attribute.Value, message.TransactionId, out var peer):
                text.Append(CultureInfo.InvariantCulture, $" peer {peer}");
                break;
            case StunAttributeType.XorRelayedAddress when XorAddress.TryRead(attribute.Value, message.TransactionId, out var relayed):
                text.Append(CultureInfo.InvariantCulture, $" relayed {relayed}");
                break;
            case StunAttributeType.ChannelNumber when ChannelNumberAttribute.TryRead(attribute.Value, out var number):
                text.Append(CultureInfo.InvariantCulture, $" channel {number}");
                break;
            case StunAttributeType.MessageIntegrity when message is { Class: StunClass.Request, Method: not StunMethod.Binding }:
                text.Append(" signed");
                break;
            case StunAttributeType.UseCandidate:
                text.Append(" USE-CANDIDATE");
                break;
            case StunAttributeType.IceControlling:
                text.Append(" controlling");
                break;
            case StunAttributeType.IceControlled:
                text.Append(" controlled");
                break;
            case StunAttributeType.Data:
                text.Append(CultureInfo.InvariantCulture, $" [{PacketText.OfPeerData(attribute.Value)}]");
                break;
            case var other when _dtlsInStun.TryGetValue((ushort)other, out var name):
                text.Append(CultureInfo.InvariantCulture, $" {name}");
                if (attribute.Value.Length > 0 && attribute.Value[0] is >= 20 and <= 63)
                    text.Append(CultureInfo.InvariantCulture, $" [{DtlsText.Of(attribute.Value)}]");
                break;
        }
    }

    // "SPED": browsers that can, carry DTLS inside of connectivity checks (draft-hancke-webrtc-sped section 3).
    private static readonly Dictionary<ushort, string> _dtlsInStun = new() { [0xC070] = "META-DTLS-IN-STUN", [0xC071] = "META-DTLS-IN-STUN-ACK" };
}
