using Duet.Turn.Authentication;

namespace Duet.Turn.Tests.Authentication;

public sealed class MintedUserhashesTests
{
    private const int Capacity = 100;

    private readonly MintedUserhashes _minted = new(Capacity);

    [Fact]
    public void TryFind_Added_FindsTheName()
    {
        Add("50:bob", 50, now: 0);

        Assert.True(_minted.TryFind(UserhashValue.Of("50:bob", "duet"), out var username));
        Assert.Equal("50:bob", username);
    }

    [Fact]
    public void TryFind_NotAdded_FindsNothing() => Assert.False(_minted.TryFind(UserhashValue.Of("50:bob", "duet"), out _));

    [Fact]
    public void Add_MoreThanThereIsRoomFor_ForgetsTheOldest()
    {
        for (var i = 0; i < 10 * Capacity; i++) Add($"5000:{i}", 5000, now: 0);

        Assert.Equal(Capacity, _minted.Count);
        Assert.False(_minted.TryFind(UserhashValue.Of("5000:899", "duet"), out _));
        Assert.True(_minted.TryFind(UserhashValue.Of("5000:900", "duet"), out _));
    }

    [Fact]
    public void Add_Later_ForgetsWhatExpired()
    {
        for (var i = 0; i < Capacity; i++) Add($"50:{i}", 50, now: 0);
        Add("500:bob", 500, now: 50);

        Assert.Equal(1, _minted.Count);
    }

    [Fact]
    public void Add_Twice_CountsOnce()
    {
        Add("50:bob", 50, now: 0);
        Add("50:bob", 50, now: 0);

        Assert.Equal(1, _minted.Count);
    }

    private void Add(string username, long expiry, long now) => _minted.Add(UserhashValue.Of(username, "duet"), username, expiry, now);
}
