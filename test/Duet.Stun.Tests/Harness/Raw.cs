using System.Buffers.Binary;

namespace Duet.Stun.Tests.Harness;

/// <summary>Messages byte by byte, made without the code under test: right ones and wrong ones.</summary>
internal static class Raw
{
    public static readonly byte[] TransactionId = [0xB7, 0xE7, 0xA7, 0x01, 0xBC, 0x34, 0xD6, 0x86, 0xFA, 0x87, 0xDF, 0xAE];

    public const ushort BindingRequest = 0x0001;

    /// <summary>A message whose length field says what follows.</summary>
    public static byte[] Message(ushort type, params byte[][] attributes) => WithLength(type, attributes.Sum(each => each.Length), attributes);

    /// <summary>A message whose length field says <paramref name="length"/>.</summary>
    public static byte[] WithLength(ushort type, int length, params byte[][] attributes)
    {
        byte[] message = [0, 0, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. TransactionId, .. attributes.SelectMany(each => each)];
        BinaryPrimitives.WriteUInt16BigEndian(message, type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)length);
        return message;
    }

    /// <summary>An attribute with its padding.</summary>
    public static byte[] Attribute(StunAttributeType type, params byte[] value) =>
        [.. Header(type, value.Length), .. value, .. new byte[(4 - (value.Length % 4)) % 4]];

    /// <summary>The header of an attribute alone.</summary>
    public static byte[] Header(StunAttributeType type, int length) =>
        [(byte)((int)type >> 8), (byte)type, (byte)(length >> 8), (byte)length];
}
