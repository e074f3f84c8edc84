namespace Duet.Browser.Tests.Proxy;

internal static class Silence
{
    /// <summary>Of the tests that do: together they hold one of the places in which tests run.</summary>
    public const string Collection = "Silent";

    /// <summary>
    /// Lets 70 s pass. A real wait: the clock that must not run out, after 60 s, is nginx's, and no test can move that one.
    /// </summary>
    public static Task LastAsync() => Task.Delay(TimeSpan.FromSeconds(70), TimeProvider.System, TestContext.Current.CancellationToken);
}
