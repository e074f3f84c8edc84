using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

/// <summary>A message that another implementation signed, with both integrities, as it does where it chose SHA-256.</summary>
public sealed class LibjuiceMessageTests
{
    private readonly byte[] _bytes = HexFile.Vector("libjuice-channel-bind-sha256");
    private readonly byte[] _key = new byte[LongTermKey.MaxLength];

    public LibjuiceMessageTests() => LongTermKey.Derive(PasswordAlgorithm.Sha256, "anna", "duet", "tea", _key);

    [Fact]
    public void Integrity_KeyOfSha256_VerifiesBoth()
    {
        Assert.True(StunMessage.TryRead(_bytes, out var message));
        Assert.True(MessageIntegrity.Verify(message, _key));
        Assert.True(MessageIntegritySha256.Verify(message, _key));
        Assert.True(Fingerprint.Verify(message));
    }

    [Fact]
    public void Userhash_OfItsUser_IsTheSame()
    {
        Assert.True(StunMessage.TryRead(_bytes, out var message));
        Assert.True(message.TryFind(StunAttributeType.Userhash, out var attribute));
        var expected = new byte[Userhash.Length];
        Userhash.Compute("anna", "duet", expected);
        Assert.Equal(expected, attribute.Value);
    }

    [Fact]
    public void PasswordAlgorithms_Repeated_AreThoseOffered()
    {
        Assert.True(StunMessage.TryRead(_bytes, out var message));
        Assert.True(message.TryFind(StunAttributeType.PasswordAlgorithms, out var offered));
        Assert.True(PasswordAlgorithms.TryRead(offered.Value, out var algorithms));
        Assert.True(algorithms.Contains(PasswordAlgorithm.Sha256) && algorithms.Contains(PasswordAlgorithm.Md5));
        Assert.True(message.TryFind(StunAttributeType.PasswordAlgorithm, out var chosen));
        Assert.True(PasswordAlgorithmAttribute.TryRead(chosen.Value, out var algorithm));
        Assert.Equal(PasswordAlgorithm.Sha256, algorithm);
    }
}
