using System.Buffers.Text;
using Duet.Signaling.Seats;

namespace Duet.Signaling.Tests.Seats;

public sealed class SeatSecretTests
{
    [Fact]
    public void Create_ManyTimes_NeverRepeats()
    {
        var secrets = Enumerable.Range(0, 10_000).Select(_ => SeatSecret.Create().Value);

        Assert.Distinct(secrets);
    }

    [Fact]
    public void Create_Secret_IsBase64UrlOf128Bits()
    {
        var secret = SeatSecret.Create().Value;

        Assert.Matches("^[A-Za-z0-9_-]{22}$", secret);
        Assert.Equal(128 / 8, Base64Url.DecodeFromChars(secret).Length);
    }

    [Fact]
    public void ToString_Secret_IsHidden()
    {
        var secret = SeatSecret.Create();

        Assert.DoesNotContain(secret.Value, $"{secret}", StringComparison.Ordinal);
    }
}
