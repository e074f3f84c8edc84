using System.Security.Cryptography;

namespace Duet.Stun.Tests.Credentials;

public sealed class UserhashTests
{
    [Fact]
    public void Compute_NameAndRealm_IsTheHashOfBoth() => Assert.Equal(SHA256.HashData("anna:duet"u8), Compute("anna", "duet"));

    [Fact]
    public void Compute_SpacesOfOtherScripts_AreSpaces() => Assert.Equal(Compute("a b", "c d"), Compute("a\u00A0b", "c\u3000d"));

    [Fact]
    public void Compute_LongName_IsHashedWhole() => Assert.NotEqual(Compute(new string('a', 600), "r"), Compute(new string('a', 601), "r"));

    [Theory]
    [InlineData(0, false)]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void TryRead_Length_IsExactly32(int length, bool expected) => Assert.Equal(expected, Userhash.TryRead(new byte[length], out _));

    [Fact]
    public void Compute_NoRoom_Throws() => Assert.Throws<ArgumentException>(() => Userhash.Compute("a", "b", new byte[31]));

    private static byte[] Compute(string username, string realm)
    {
        var hash = new byte[Userhash.Length];
        Userhash.Compute(username, realm, hash);
        return hash;
    }
}
