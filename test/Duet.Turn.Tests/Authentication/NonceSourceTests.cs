using System.Text;
using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Authentication;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Authentication;

public sealed class NonceSourceTests
{
    private static readonly TransportAddress _client = At("198.51.100.7:50000");
    private static readonly TransportAddress _client6 = At("[2001:db8::7]:50000");

    private readonly ManualTimeProvider _time = new();
    private readonly NonceSource _nonces;

    public NonceSourceTests() => _nonces = new NonceSource(_time);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(599)]
    public void Check_YoungerThan10Minutes_IsValid(int seconds)
    {
        var nonce = Nonce(_client);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(NonceVerdict.Valid, Check(nonce, _client));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(601)]
    [InlineData(86_400)]
    public void Check_10MinutesOldOrMore_IsStale(int seconds)
    {
        var nonce = Nonce(_client);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(NonceVerdict.Stale, Check(nonce, _client));
    }

    [Fact]
    public void Check_IPv6Client_IsValid() => Assert.Equal(NonceVerdict.Valid, Check(Nonce(_client6), _client6));

    [Theory]
    [InlineData("198.51.100.8:50000")]
    [InlineData("198.51.100.7:50001")]
    [InlineData("198.51.100.7:0")]
    [InlineData("[2001:db8::7]:50000")]
    [InlineData("[::ffff:198.51.100.7]:50000")]
    [InlineData("[::198.51.100.7]:50000")]
    [InlineData("[c633:6407::]:50000")] // the same first bytes
    public void Check_OtherClient_IsStale(string other) => Assert.Equal(NonceVerdict.Stale, Check(Nonce(_client), At(other)));

    [Fact]
    public void Check_NonceOfAnotherProcess_IsStale()
    {
        var nonce = new byte[NonceSource.Length];
        new NonceSource(_time).Write(SecurityFeatures.Announcement, _client, _time.GetTimestamp(), nonce);

        Assert.Equal(NonceVerdict.Stale, Check(nonce, _client));
    }

    [Fact]
    public void Check_AnyBitChanged_IsStale()
    {
        var nonce = Nonce(_client);
        for (var bit = 0; bit < 8 * nonce.Length; bit++)
        {
            var changed = nonce.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Equal(NonceVerdict.Stale, Check(changed, _client));
        }
    }

    [Fact]
    public void Check_WithoutAnonymity_IsValid() =>
        Assert.Equal(NonceVerdict.Valid, Check(Nonce(_client, SecurityFeatures.WithoutAnonymity), _client));

    [Fact]
    public void Check_AnnouncementOfAnother_IsStale()
    {
        var (hiding, named) = (Nonce(_client), Nonce(_client, SecurityFeatures.WithoutAnonymity));
        var split = SecurityFeatures.AnnouncementLength;

        Assert.Equal(NonceVerdict.Stale, Check([.. hiding[..split], .. named[split..]], _client));
        Assert.Equal(NonceVerdict.Stale, Check([.. named[..split], .. hiding[split..]], _client));
    }

    [Fact]
    public void Check_AnyLengthButItsOwn_IsStale()
    {
        var nonce = Nonce(_client);
        for (var length = 0; length < nonce.Length; length++) Assert.Equal(NonceVerdict.Stale, Check(nonce[..length], _client));

        Assert.Equal(NonceVerdict.Stale, Check([.. nonce, (byte)'A'], _client));
        Assert.Equal(NonceVerdict.Stale, Check([.. nonce, .. nonce], _client));
        Assert.Equal(NonceVerdict.Stale, Check(new byte[763], _client));
    }

    [Fact]
    public void Check_Garbage_IsStale()
    {
        var random = new Random(1);
        var nonce = new byte[NonceSource.Length];
        for (var i = 0; i < 10_000; i++)
        {
            random.NextBytes(nonce);
            if (i % 2 == 0) SecurityFeatures.Announcement.CopyTo(nonce);

            Assert.Equal(NonceVerdict.Stale, Check(nonce, _client));
        }
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("=")]
    public void Check_Base64ThatIsWrittenOtherwise_IsStale(string filler)
    {
        var text = Encoding.ASCII.GetString(Nonce(_client));

        Assert.Equal(NonceVerdict.Stale, Check(Encoding.ASCII.GetBytes(text[..^1] + filler), _client));
        Assert.Equal(NonceVerdict.Stale, Check(Encoding.ASCII.GetBytes(text + filler), _client));
        Assert.Equal(NonceVerdict.Stale, Check(Encoding.ASCII.GetBytes(text.Insert(20, filler)), _client));
    }

    [Fact]
    public void Check_KeyReplacedMeanwhile_IsValid()
    {
        _time.Advance(TimeSpan.FromMinutes(59));
        var before = Nonce(_client);
        _time.Advance(TimeSpan.FromMinutes(2));
        var after = Nonce(_client);

        Assert.NotEqual(KeyIdOf(before), KeyIdOf(after));
        Assert.Equal(NonceVerdict.Valid, Check(before, _client));
        Assert.Equal(NonceVerdict.Valid, Check(after, _client));
    }

    [Fact]
    public void Write_ADayOfHours_AlwaysTakesAKeyThatIsKnown()
    {
        for (var hour = 0; hour < 600; hour++) // past the 256 that a key id can tell apart
        {
            var nonce = Nonce(_client);
            Assert.Equal(NonceVerdict.Valid, Check(nonce, _client));
            _time.Advance(TimeSpan.FromMinutes(61));
        }
    }

    [Fact]
    public void Check_KeyIdInUseAgain_IsStale()
    {
        var nonce = Nonce(_client);
        for (var hour = 0; hour < 256; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            _ = Nonce(_client);
        }

        Assert.Equal(KeyIdOf(nonce), KeyIdOf(Nonce(_client)));
        Assert.Equal(NonceVerdict.Stale, Check(nonce, _client));
    }

    [Fact]
    public void Check_NowALittleBeforeTheNonce_IsValid()
    {
        var now = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        var nonce = Nonce(_client);

        Assert.Equal(NonceVerdict.Valid, _nonces.Check(nonce, _client, now));
    }

    [Fact]
    public void Write_TwoClients_GetDifferentNonces() => Assert.NotEqual(Nonce(_client), Nonce(At("198.51.100.7:50001")));

    [Fact]
    public void Write_Always_IsTextThatMayBeQuoted()
    {
        var nonce = Encoding.ASCII.GetString(Nonce(_client));

        Assert.StartsWith("obMatJos2AAAD", nonce);
        Assert.InRange(nonce.Length, 14, 127); // RFC 8489 section 14.10
        Assert.Matches("^[A-Za-z0-9+/]+$", nonce);
    }

    [Fact]
    public void WriteAndCheck_TakeNothingFromTheHeap()
    {
        var nonce = new byte[NonceSource.Length];
        var stale = "obMatJos2AAADf//499k954d6OL34oL9FSTvy64sA"u8.ToArray();
        HeapCheck.TakesNothing(() =>
        {
            _nonces.Write(SecurityFeatures.Announcement, _client, _time.GetTimestamp(), nonce);
            _nonces.Check(nonce, _client, _time.GetTimestamp());
            _nonces.Check(nonce, _client6, _time.GetTimestamp());
            _nonces.Check(stale, _client, _time.GetTimestamp());
        });
    }

    private static byte KeyIdOf(byte[] nonce) =>
        Convert.FromBase64String(Encoding.ASCII.GetString(nonce.AsSpan(SecurityFeatures.Announcement.Length)))[0];

    private byte[] Nonce(TransportAddress client) => Nonce(client, SecurityFeatures.Announcement);

    private byte[] Nonce(TransportAddress client, ReadOnlySpan<byte> announcement)
    {
        var nonce = new byte[NonceSource.Length];
        Assert.Equal(nonce.Length, _nonces.Write(announcement, client, _time.GetTimestamp(), nonce));
        return nonce;
    }

    private NonceVerdict Check(byte[] nonce, TransportAddress client) => _nonces.Check(nonce, client, _time.GetTimestamp());
}
