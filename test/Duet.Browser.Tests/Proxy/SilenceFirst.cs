using Duet.Browser.Tests.Proxy;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(SilenceFirst))]

namespace Duet.Browser.Tests.Proxy;

/// <summary>Begins with the test that lets real time pass (<see cref="SilenceBehindNginxTests"/>), so that the others run beside it.</summary>
public sealed class SilenceFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderByDescending(IsSilent)];

    private static bool IsSilent<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection =>
        collection.TestCollectionDisplayName == SilenceBehindNginxTests.Collection;
}
