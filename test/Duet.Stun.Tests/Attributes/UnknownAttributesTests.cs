using Duet.Stun.Tests.Harness;
using Duet.TestKit;
using FsCheck.Fluent;

namespace Duet.Stun.Tests.Attributes;

public sealed class UnknownAttributesTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void TryRead_OddLength_IsFalse(int length, bool expected) =>
        Assert.Equal(expected, UnknownAttributes.TryRead(new byte[length], out _));

    [Fact]
    public void TryRead_AnyTypes_AreReadBack() => PropertyCheck.Holds(
        Gen.ArrayOf(Generate.UInt16.Select(each => (StunAttributeType)each)),
        types =>
        {
            var value = Written.Value(StunAttributeType.UnknownAttributes, (ref writer) => writer.AddUnknownAttributes(types));
            Assert.True(UnknownAttributes.TryRead(value, out var read));
            Assert.Equal(types.Length, read.Count);
            for (var index = 0; index < types.Length; index++) Assert.Equal(types[index], read[index]);
        },
        300);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Item_IndexThatIsNotThere_Throws(int index) => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        Assert.True(UnknownAttributes.TryRead([0, 1], out var types));
        _ = types[index];
    });
}
