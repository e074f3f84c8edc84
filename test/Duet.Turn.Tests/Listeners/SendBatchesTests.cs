using Duet.Turn.Listeners;
using Duet.Turn.Tests.Listeners.Harness;

namespace Duet.Turn.Tests.Listeners;

public sealed class SendBatchesTests
{
    private readonly CountedBatches _layer = new();

    [Fact]
    public void Rent_OneWasReturned_MakesNoOther()
    {
        using var batches = new SendBatches(_layer);

        for (var i = 0; i < 3; i++) batches.Return(batches.Rent());

        Assert.Equal(1, _layer.Created);
    }

    [Fact]
    public void Rent_TwoAtOnce_AreDifferent()
    {
        using var batches = new SendBatches(_layer);

        var (one, other) = (batches.Rent(), batches.Rent());

        Assert.NotSame(one, other);
        batches.Return(one);
        batches.Return(other);
    }

    [Fact]
    public void Dispose_SomeAreStillInUse_DisposesThemWhenTheyComeBack()
    {
        var batches = new SendBatches(_layer);
        var (spare, used) = (batches.Rent(), batches.Rent());
        batches.Return(spare);

        batches.Dispose();
        Assert.Equal(1, _layer.Disposed);
        batches.Return(used);

        Assert.Equal(2, _layer.Disposed);
    }
}
