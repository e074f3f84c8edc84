using Duet.TestKit;

namespace Duet.Turn.Tests.Authentication;

/// <summary>Measures what some code takes from the heap once it has run before.</summary>
internal static class HeapCheck
{
    private const int Rounds = 100;

    public static void TakesNothing(Action action)
    {
        action();
        action();
        Assert.Equal(0, HeapUse.Of(() =>
        {
            for (var i = 0; i < Rounds; i++) action();
        }));
    }
}
