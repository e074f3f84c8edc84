using System.Security.Cryptography;
using System.Text;
using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Authentication;

namespace Duet.Turn.Tests.Authentication;

public sealed class TurnCredentialsTests
{
    private const string Secret = "a secret of the tests";

    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(5);

    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _revoked = [];
    private readonly TurnCredentials _credentials;

    public TurnCredentialsTests()
    {
        var users = new Dictionary<string, string> { ["alice"] = "alice's password", ["13800138000"] = "a phone's password", ["nobody"] = "" };
        _credentials = new TurnCredentials(new TurnOptions { Secret = Secret, Users = users }, _time);
        _credentials.Revoked += _revoked.Add;
    }

    [Theory]
    [InlineData("alice", "alice's password")]
    [InlineData("13800138000", "a phone's password")] // which could also be a time-limited name without an end in sight
    public void Find_StaticUser_HasItsKeys(string username, string password) => AssertFound(username, password);

    [Theory]
    [InlineData("")]
    [InlineData("Alice")]
    [InlineData("alice ")]
    [InlineData("alice\0")]
    [InlineData("alic")]
    [InlineData("bob")]
    public void Find_NameOfNobody_IsUnknown(string username) => Assert.False(IsKnown(username));

    [Fact]
    public void Find_StaticUserWithoutPassword_IsUnknown() => Assert.False(IsKnown("nobody"));

    [Fact]
    public void Find_NameThatIsNoText_IsUnknown() =>
        Assert.False(_credentials.FindByUsername([.. "alice"u8, 0xC3], PasswordAlgorithm.Md5).IsKnown);

    [Fact]
    public void Find_NameOfNobody_HasAKeyThatNobodyHas()
    {
        var found = _credentials.FindByUsername("bob"u8, PasswordAlgorithm.Sha256);
        var ofEmptyPassword = Key(PasswordAlgorithm.Sha256, "bob", "");

        Assert.Equal(32, found.Key.Bytes.Length);
        Assert.NotEqual(ofEmptyPassword, found.Key.Bytes.ToArray());
        Assert.NotEqual(new byte[32], found.Key.Bytes.ToArray());
    }

    [Fact]
    public void Issue_Twice_MakesTwoCredentials()
    {
        var (one, other) = (_credentials.Issue(), _credentials.Issue());

        Assert.NotEqual(one.Username, other.Username);
        Assert.NotEqual(one.Password, other.Password);
        AssertFound(one.Username, one.Password);
        AssertFound(other.Username, other.Password);
    }

    [Fact]
    public void Issue_Always_MakesNamesThatNobodyGuesses() => Assert.Matches("^seat:[A-Za-z0-9_-]{24}$", _credentials.Issue().Username);

    [Fact]
    public void Issue_ADayLater_IsGoodStill()
    {
        var issued = _credentials.Issue();
        _time.Advance(TimeSpan.FromDays(1));

        AssertFound(issued.Username, issued.Password);
    }

    [Fact]
    public void Revoke_IssuedCredential_EndsItAndSaysSo()
    {
        var issued = _credentials.Issue();
        _credentials.Revoke(issued.Username);

        Assert.False(IsKnown(issued.Username));
        Assert.False(_credentials.IsGood(issued.Username));
        Assert.Equal([issued.Username], _revoked);
    }

    [Fact]
    public void Revoke_IssuedCredential_IsOverBeforeItIsSaid()
    {
        var issued = _credentials.Issue();
        var wasGood = true;
        _credentials.Revoked += username => wasGood = _credentials.IsGood(username);
        _credentials.Revoke(issued.Username);

        Assert.False(wasGood);
    }

    [Fact]
    public void Revoke_ExpiredCredential_SaysSoAsItsAllocationsMayBeThere()
    {
        var minted = _credentials.Mint("bob", _lifetime);
        _time.Advance(_lifetime);
        _credentials.Revoke(minted.Username);

        Assert.Equal([minted.Username], _revoked);
    }

    [Fact]
    public void Revoke_NameOfNobody_LeavesItNobodys()
    {
        _credentials.Revoke("bob");

        Assert.False(IsKnown("bob"));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("13800138000")]
    public void Revoke_StaticUser_StaysAsConfigured(string username)
    {
        _credentials.Revoke(username);

        Assert.True(IsKnown(username));
        Assert.Empty(_revoked);
    }

    [Fact]
    public void Mint_Always_IsWhatOtherServersWithThisSecretTake()
    {
        var minted = _credentials.Mint("bob", _lifetime);
        var expiry = (_time.GetUtcNow() + _lifetime).ToUnixTimeSeconds();
#pragma warning disable CA5350 // draft-uberti-behave-turn-rest-00 section 2.2
        var hmac = HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(minted.Username));
#pragma warning restore CA5350

        Assert.Equal($"{expiry}:bob", minted.Username);
        Assert.Equal(Convert.ToBase64String(hmac), minted.Password);
    }

    // base64(HMAC-SHA1("north", "12334939:mbzrxpgjys")), as openssl dgst -sha1 -hmac computes it.
    [Fact]
    public void PasswordOf_KnownName_IsAsOpenSslComputesIt() => Assert.Equal(
        "Iq7YXkRon8YXJfdN1Ke9EZOw1UE=",
        new TimeLimitedSecret("north", "duet").PasswordOf("12334939:mbzrxpgjys"));

    [Theory]
    [InlineData("bob")]
    [InlineData("")]
    [InlineData("b:o:b")]
    [InlineData("茶室")]
    public void Find_MintedCredential_HasItsKeys(string name)
    {
        var minted = _credentials.Mint(name, _lifetime);

        AssertFound(minted.Username, minted.Password);
    }

    [Fact]
    public void Find_ExpiryWithoutName_IsTimeLimitedToo()
    {
        var username = (_time.GetUtcNow() + _lifetime).ToUnixTimeSeconds().ToString();

        AssertFound(username, new TimeLimitedSecret(Secret, "duet").PasswordOf(username));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(301, false)]
    public void Find_MintedCredential_IsGoodUntilItsExpiry(int seconds, bool isGood)
    {
        var minted = _credentials.Mint("bob", _lifetime);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isGood, IsKnown(minted.Username));
        Assert.Equal(isGood, IsKnownByUserhash(minted.Username));
        Assert.Equal(isGood, _credentials.IsGood(minted.Username));
    }

    [Theory]
    [InlineData(":bob")]
    [InlineData("-9999999999:bob")]
    [InlineData("+9999999999:bob")]
    [InlineData(" 9999999999:bob")]
    [InlineData("9999999999 :bob")]
    [InlineData("9999999999.0:bob")]
    [InlineData("0xFFFFFFFFFF:bob")]
    [InlineData("9999999999999:bob")] // milliseconds
    [InlineData("99999999999999999999999999:bob")]
    [InlineData("٩٩٩٩٩٩٩٩٩٩:bob")]
    [InlineData("bob:9999999999")]
    [InlineData("0:bob")]
    public void Find_NameThatIsAlmostTimeLimited_IsUnknown(string username) => Assert.False(IsKnown(username));

    [Fact]
    public void Find_TimeLimitedNameWithoutSecret_IsUnknown() =>
        Assert.False(new TurnCredentials(new TurnOptions(), _time).FindByUsername("9999999999:bob"u8, PasswordAlgorithm.Md5).IsKnown);

    [Fact]
    public void Mint_WithoutSecret_IsAMistake() =>
        Assert.Throws<InvalidOperationException>(() => new TurnCredentials(new TurnOptions(), _time).Mint("bob", _lifetime));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Mint_NoLifetime_IsAMistake(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _credentials.Mint("bob", TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Mint_NameOfAnyLength_IsGoodOrAMistake()
    {
        var longest = _credentials.Mint(new string('b', 497), _lifetime);

        AssertFound(longest.Username, longest.Password);
        Assert.Throws<ArgumentException>(() => _credentials.Mint(new string('b', 498), _lifetime));
    }

    [Fact]
    public void Revoke_MintedCredential_EndsIt()
    {
        var minted = _credentials.Mint("bob", _lifetime);
        _credentials.Revoke(minted.Username);

        Assert.False(IsKnown(minted.Username));
        Assert.False(IsKnownByUserhash(minted.Username));
        Assert.Equal([minted.Username], _revoked);
    }

    [Fact]
    public void Adopt_MintedCredential_IsGoodAfterItsExpiry()
    {
        var minted = _credentials.Mint("bob", _lifetime);

        Assert.True(_credentials.Adopt(minted.Username));
        _time.Advance(TimeSpan.FromHours(3));
        AssertFound(minted.Username, minted.Password);
    }

    [Fact]
    public void Adopt_NameInOtherScript_HasTheSameKeys()
    {
        var minted = _credentials.Mint("茶室", _lifetime);
        Assert.True(_credentials.Adopt(minted.Username));

        AssertFound(minted.Username, minted.Password);
    }

    [Fact]
    public void Adopt_Twice_IsFine()
    {
        var minted = _credentials.Mint("bob", _lifetime);

        Assert.True(_credentials.Adopt(minted.Username));
        Assert.True(_credentials.Adopt(minted.Username));
    }

    [Fact]
    public void Adopt_Expired_IsTooLate()
    {
        var minted = _credentials.Mint("bob", _lifetime);
        _time.Advance(_lifetime);

        Assert.False(_credentials.Adopt(minted.Username));
        Assert.False(IsKnown(minted.Username));
    }

    [Fact]
    public void Adopt_Revoked_IsTooLate()
    {
        var minted = _credentials.Mint("bob", _lifetime);
        _credentials.Revoke(minted.Username);

        Assert.False(_credentials.Adopt(minted.Username));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    [InlineData("")]
    public void Adopt_NotTimeLimited_IsRefused(string username) => Assert.False(_credentials.Adopt(username));

    [Fact]
    public void Adopt_Issued_IsRefused() => Assert.False(_credentials.Adopt(_credentials.Issue().Username));

    [Fact]
    public void Adopt_NameThatNoRequestCanCarry_IsRefused() => Assert.False(_credentials.Adopt("9999999999:" + new string('b', 600)));

    [Theory]
    [InlineData(0)]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(100_000)]
    public void Revoke_AdoptedCredential_EndsItBeforeItsExpiryAndAfter(int seconds)
    {
        var minted = _credentials.Mint("bob", _lifetime);
        _credentials.Adopt(minted.Username);
        _credentials.Revoke(minted.Username);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _credentials.Revoke(_credentials.Issue().Username);
        _credentials.Revoke(_credentials.Mint("carol", _lifetime).Username); // which tidies up

        Assert.False(IsKnown(minted.Username));
        Assert.False(IsKnownByUserhash(minted.Username));
        Assert.Contains(minted.Username, _revoked);
    }

    [Fact]
    public void IssueAndRevoke_FromManyThreads_LoseNothing()
    {
        var kept = new System.Collections.Concurrent.ConcurrentBag<TurnCredential>();
        var credentials = new TurnCredentials(new TurnOptions { Secret = Secret }, _time);
        Parallel.For(0, 400, i =>
        {
            var issued = credentials.Issue();
            if (i % 2 == 0) credentials.Revoke(issued.Username);
            else kept.Add(issued);
        });

        Assert.Equal(200, kept.Count);
        Assert.All(kept, each => Assert.True(credentials.IsGood(each.Username)));
    }

    [Fact]
    public void ToString_OfWhatHoldsASecret_DoesNotTellIt()
    {
        var issued = _credentials.Issue();
        var minted = _credentials.Mint("bob", _lifetime);

        Assert.Equal(issued.Username, issued.ToString());
        Assert.DoesNotContain(minted.Password, minted.ToString());
        Assert.DoesNotContain(Secret, _credentials.ToString());
        Assert.DoesNotContain(Secret, new TurnOptions { Secret = Secret }.ToString());
    }

    private static byte[] Key(PasswordAlgorithm algorithm, string username, string password)
    {
        var key = new byte[LongTermKey.MaxLength];
        return key[..LongTermKey.Derive(algorithm, username, "duet", password, key)];
    }

    private void AssertFound(string username, string password)
    {
        foreach (var algorithm in new[] { PasswordAlgorithm.Md5, PasswordAlgorithm.Sha256 })
        {
            var found = _credentials.FindByUsername(Encoding.UTF8.GetBytes(username), algorithm);

            Assert.True(found.IsKnown);
            Assert.Equal(Key(algorithm, username, password), found.Key.Bytes.ToArray());
        }
    }

    private bool IsKnown(string username) =>
        _credentials.FindByUsername(Encoding.UTF8.GetBytes(username), PasswordAlgorithm.Md5).IsKnown;

    private bool IsKnownByUserhash(string username) =>
        _credentials.FindByUserhash(UserhashValue.Of(username, "duet"), PasswordAlgorithm.Md5).IsKnown;
}
