using System.Security.Cryptography;
using System.Text;

namespace Duet.Stun.Tests.Credentials;

public sealed class LongTermKeyTests
{
    [Fact]
    public void Derive_Md5_IsTheKeyOfTheRfc() // RFC 8489 section 9.2.2
    {
        Assert.Equal("8493fbc53ba582fb4c044c456bdc40eb", Convert.ToHexStringLower(Derive(PasswordAlgorithm.Md5, "user", "realm", "pass")));
    }

    [Fact]
    public void Derive_Sha256_IsTheHashOfTheThree() =>
        Assert.Equal(SHA256.HashData("user:realm:pass"u8), Derive(PasswordAlgorithm.Sha256, "user", "realm", "pass"));

    [Fact]
    public void Derive_Colons_AreTakenAsTheyAre() =>
        Assert.Equal(SHA256.HashData("1700000000:anna:realm:pa:ss"u8), Derive(PasswordAlgorithm.Sha256, "1700000000:anna", "realm", "pa:ss"));

    [Fact]
    public void Derive_Nothing_IsTheHashOfTwoColons() =>
        Assert.Equal(SHA256.HashData("::"u8), Derive(PasswordAlgorithm.Sha256, "", "", ""));

    [Fact]
    public void Derive_SpacesOfOtherScripts_AreSpaces() => // RFC 8265 section 4.2.2: additional mapping rule
        Assert.Equal(
            Derive(PasswordAlgorithm.Md5, "a b", "c d", "é f g"),
            Derive(PasswordAlgorithm.Md5, "a\u00A0b", "c\u3000d", "é\u2003f\u1680g"));

    [Fact]
    public void Derive_CaseAndWidth_AreKept() // RFC 8265 section 4.2.2: no width mapping, no case mapping
    {
        Assert.NotEqual(Derive(PasswordAlgorithm.Md5, "u", "r", "Pass"), Derive(PasswordAlgorithm.Md5, "u", "r", "pass"));
        Assert.NotEqual(Derive(PasswordAlgorithm.Md5, "u", "r", "\uFF50"), Derive(PasswordAlgorithm.Md5, "u", "r", "p"));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(100_000)]
    public void Derive_LongPassword_IsHashedWhole(int length)
    {
        var password = new string('ü', length);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes("u:r:" + password)), Derive(PasswordAlgorithm.Sha256, "u", "r", password));
    }

    [Fact]
    public void Derive_AlgorithmNobodyKnows_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Derive((PasswordAlgorithm)3, "u", "r", "p"));

    [Theory]
    [InlineData(PasswordAlgorithm.Md5, 15)]
    [InlineData(PasswordAlgorithm.Sha256, 31)]
    public void Derive_NoRoom_Throws(PasswordAlgorithm algorithm, int room) =>
        Assert.Throws<ArgumentException>(() => LongTermKey.Derive(algorithm, "u", "r", "p", new byte[room]));

    private static byte[] Derive(PasswordAlgorithm algorithm, string username, string realm, string password)
    {
        var key = new byte[LongTermKey.MaxLength];
        return key[..LongTermKey.Derive(algorithm, username, realm, password, key)];
    }
}
