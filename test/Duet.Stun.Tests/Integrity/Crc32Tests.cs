namespace Duet.Stun.Tests.Integrity;

public sealed class Crc32Tests
{
    [Fact]
    public void Compute_CheckValue_IsTheKnownOne() => Assert.Equal(0xCBF43926, Crc32.Compute("123456789"u8));

    [Fact]
    public void Compute_Nothing_IsZero() => Assert.Equal(0u, Crc32.Compute([]));
}
