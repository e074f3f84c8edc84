using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Duet.Turn.Tests.Sockets.Harness;

/// <summary>Runs a test once for each layer.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachLayerAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<Layer>().Select(layer => new TheoryDataRow<Layer>(layer))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
