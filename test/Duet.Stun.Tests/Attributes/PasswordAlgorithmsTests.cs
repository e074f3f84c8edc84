using Duet.Stun.Tests.Harness;
using Duet.TestKit;
using FsCheck.Fluent;

namespace Duet.Stun.Tests.Attributes;

public sealed class PasswordAlgorithmsTests
{
    [Theory]
    [InlineData("00010000", new[] { 1 })]
    [InlineData("00020000 00010000", new[] { 2, 1 })]
    [InlineData("00070003 aabbcc00 00010000", new[] { 7, 1 })] // parameters, padded
    [InlineData("00070004 aabbccdd 00010000", new[] { 7, 1 })]
    [InlineData("00010000 00070001 aa", new[] { 1, 7 })] // the attribute pads the last
    [InlineData("00010000 00070001 aa000000", new[] { 1, 7 })]
    [InlineData("ffff0000", new[] { 0xFFFF })]
    public void TryRead_List_IsItsAlgorithms(string hex, int[] expected)
    {
        Assert.True(PasswordAlgorithms.TryRead(HexFile.Parse(hex), out var algorithms));
        Assert.Equal(expected, Read(algorithms));
        foreach (var each in expected) Assert.True(algorithms.Contains((PasswordAlgorithm)each));
        Assert.False(algorithms.Contains((PasswordAlgorithm)0x1234));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001")]
    [InlineData("000100")]
    [InlineData("00010001")]
    [InlineData("0001ffff aabbccdd")]
    [InlineData("00010000 00")]
    [InlineData("00010000 000200")]
    [InlineData("00010000 00020001")]
    [InlineData("00070001 aa00")]
    [InlineData("00070001 aa000000 0001")]
    public void TryRead_EntryCutShort_IsFalse(string hex) => Assert.False(PasswordAlgorithms.TryRead(HexFile.Parse(hex), out _));

    [Theory]
    [InlineData("00020000", true)]
    [InlineData("00070001 aa", true)]
    [InlineData("00070001 aa000000", true)]
    [InlineData("00070001 aa00", false)]
    [InlineData("00070001 aa000000 00", false)]
    [InlineData("00070001", false)]
    [InlineData("00010000 00020000", false)]
    [InlineData("", false)]
    public void TryRead_TheOneTaken_IsExactlyOneEntry(string hex, bool expected) =>
        Assert.Equal(expected, PasswordAlgorithmAttribute.TryRead(HexFile.Parse(hex), out _));

    [Fact]
    public void TryRead_AnyAlgorithms_AreReadBack() => PropertyCheck.Holds(
        Gen.NonEmptyListOf(Generate.UInt16.Select(each => (PasswordAlgorithm)each)),
        list =>
        {
            var value = Written.Value(StunAttributeType.PasswordAlgorithms, (ref writer) => writer.AddPasswordAlgorithms([.. list]));
            Assert.True(PasswordAlgorithms.TryRead(value, out var read));
            Assert.Equal(list.Select(each => (int)each), Read(read));
        },
        300);

    private static List<int> Read(PasswordAlgorithms algorithms)
    {
        var list = new List<int>();
        foreach (var each in algorithms) list.Add((int)each);
        return list;
    }
}
