using Duet.Stun.Tests.Fuzz;
using Duet.Stun.Tests.Harness;
using Duet.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Duet.Stun.Tests;

public sealed class StunMessagePropertyTests
{
    private static readonly byte[][] _samples = [.. HexFile.All().Select(each => each.Bytes)];

    [Fact]
    public void TryRead_AnyBytes_KeepEveryPromise() => PropertyCheck.HoldsForArrays(Generate.Bytes(atMost: 200), CodecPromises.Hold, 5_000);

    [Fact]
    public void TryRead_AnyBytesBehindARightHeader_KeepEveryPromise() => PropertyCheck.HoldsForArrays(
        Generate.UInt16.Zip(Generate.Bytes(atMost: 50)).Select(each => Raw.Message((ushort)(each.Item1 & 0x3FFF), PadTo4(each.Item2))),
        CodecPromises.Hold,
        5_000);

    [Fact]
    public void TryRead_SamplesWithBytesChanged_KeepEveryPromise() => PropertyCheck.HoldsForArrays(Mutated, CodecPromises.Hold, 5_000);

    [Fact]
    public void TryRead_AnyMessageWritten_HasAllOfItsAttributes() => PropertyCheck.Holds(Attributes.Zip(Generate.TransactionId), sample =>
    {
        var (attributes, id) = sample;
        var writer = new StunMessageWriter(new byte[10_000], StunClass.Indication, StunMethod.Send, id);
        foreach (var (type, value) in attributes) writer.Add((StunAttributeType)type, value);
        writer.AddMessageIntegrity([1]);
        writer.AddMessageIntegritySha256([2]);
        writer.AddFingerprint();

        Assert.True(StunMessage.TryRead(writer.Written, out var message));
        Assert.Equal((StunClass.Indication, StunMethod.Send, id), (message.Class, message.Method, message.TransactionId));
        Assert.True(MessageIntegrity.Verify(message, [1]));
        Assert.True(MessageIntegritySha256.Verify(message, [2]));
        Assert.True(Fingerprint.Verify(message));

        var read = new List<(ushort, byte[])>();
        foreach (var attribute in message.Attributes) read.Add(((ushort)attribute.Type, attribute.Value.ToArray()));
        Assert.Equal(attributes, read.SkipLast(3));
    }, 500);

    private static Gen<(ushort Type, byte[] Value)[]> Attributes
    {
        get
        {
            var type = Generate.UInt16.Where(each => (StunAttributeType)each is not (
                StunAttributeType.MessageIntegrity or StunAttributeType.MessageIntegritySha256 or StunAttributeType.Fingerprint));
            var attribute = type.Zip(Generate.Bytes(atMost: 40)).Select(each => (each.Item1, each.Item2));
            return Gen.Choose(0, 20).SelectMany(count => Gen.ArrayOf(attribute, count));
        }
    }

    private static Gen<byte[]> Mutated =>
        from sample in Gen.Elements(_samples)
        from changes in Gen.Choose(1, 4)
        from places in Gen.ArrayOf(Gen.Choose(0, sample.Length - 1), changes)
        from bytes in Gen.ArrayOf(Generate.Byte, changes)
        select Change(sample, places, bytes);

    private static byte[] Change(byte[] sample, int[] places, byte[] bytes)
    {
        byte[] changed = [.. sample];
        for (var index = 0; index < places.Length; index++) changed[places[index]] = bytes[index];
        return changed;
    }

    private static byte[] PadTo4(byte[] bytes) => bytes[..(bytes.Length & ~3)];
}
