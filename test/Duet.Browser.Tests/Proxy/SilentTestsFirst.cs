using Duet.Browser.Tests.Proxy;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(SilentTestsFirst))]

namespace Duet.Browser.Tests.Proxy;

/// <summary>Begins with the tests that let real time pass (<see cref="Silence"/>), one after the other, so that the others run beside them.</summary>
public sealed class SilentTestsFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderByDescending(IsSilent)];

    private static bool IsSilent<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection =>
        collection.TestCollectionDisplayName == Silence.Collection;
}
