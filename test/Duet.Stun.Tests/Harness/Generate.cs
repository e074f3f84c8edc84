using FsCheck;
using FsCheck.Fluent;

namespace Duet.Stun.Tests.Harness;

/// <summary>Random values of the codec's types, with the ends of their ranges more often than chance would have them.</summary>
internal static class Generate
{
    public static Gen<byte> Byte => Gen.OneOf(Gen.Elements<byte>(0, 1, 2, 0x7F, 0x80, 0xFF), Gen.Choose(0, 255).Select(each => (byte)each));

    public static Gen<ushort> UInt16 =>
        Gen.OneOf(Gen.Elements<ushort>(0, 1, 0x7FFF, 0x8000, 0xFFFF), Gen.Choose(0, ushort.MaxValue).Select(each => (ushort)each));

    public static Gen<uint> UInt32 => UInt16.Two().Select(pair => ((uint)pair.Item1 << 16) | pair.Item2);

    public static Gen<ulong> UInt64 => UInt32.Two().Select(pair => ((ulong)pair.Item1 << 32) | pair.Item2);

    public static Gen<TransactionId> TransactionId => UInt32.Zip(UInt64).Select(pair => new TransactionId(pair.Item1, pair.Item2));

    public static Gen<InternetAddress> Address => Gen.OneOf(
        UInt32.Select(InternetAddress.IPv4),
        UInt64.Two().Select(pair => InternetAddress.IPv6(new UInt128(pair.Item1, pair.Item2))));

    public static Gen<TransportAddress> Endpoint => Address.Zip(UInt16).Select(pair => new TransportAddress(pair.Item1, pair.Item2));

    public static Gen<byte[]> Bytes(int atMost) => Gen.Choose(0, atMost).SelectMany(length => Gen.ArrayOf(Byte, length));
}
