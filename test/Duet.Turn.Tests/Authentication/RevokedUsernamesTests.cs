using Duet.Turn.Authentication;

namespace Duet.Turn.Tests.Authentication;

public sealed class RevokedUsernamesTests
{
    private const int Capacity = 100;

    private readonly RevokedUsernames _revoked = new(Capacity);

    [Fact]
    public void Contains_Added_IsTrue()
    {
        _revoked.Add("50:bob", 50, now: 0);

        Assert.True(_revoked.Contains("50:bob", 50));
        Assert.False(_revoked.Contains("50:carol", 50));
    }

    [Fact]
    public void Add_Twice_CountsOnce()
    {
        _revoked.Add("50:bob", 50, now: 0);
        _revoked.Add("50:bob", 50, now: 0);

        Assert.Equal(1, _revoked.Count);
    }

    [Fact]
    public void Add_Later_ForgetsWhatExpired()
    {
        for (var i = 0; i < Capacity; i++) _revoked.Add($"{50 + i}:bob", 50 + i, now: 0);
        _revoked.Add("1000:bob", 1000, now: 99);

        Assert.Equal(51, _revoked.Count); // 100 to 149, and 1000
    }

    [Fact]
    public void Add_Expired_IsNotKept()
    {
        _revoked.Add("50:bob", 50, now: 50);

        Assert.Equal(0, _revoked.Count);
    }

    [Fact]
    public void Add_MoreThanThereIsRoomFor_RefusesTooManyRatherThanTooFew()
    {
        for (var i = 0; i < 10 * Capacity; i++) _revoked.Add($"{1000 + i}:bob", 1000 + i, now: 0);

        Assert.Equal(Capacity, _revoked.Count);
        for (var i = 0; i < 10 * Capacity; i++) Assert.True(_revoked.Contains($"{1000 + i}:bob", 1000 + i));
        Assert.True(_revoked.Contains("1000:carol", 1000));
        Assert.False(_revoked.Contains("1999:carol", 1999));
        Assert.False(_revoked.Contains("5000:carol", 5000));
    }
}
