using Duet.Lab.Connectivity;
using Duet.Lab.Faults;

namespace Duet.Lab.Tests.Connectivity;

public sealed class MatrixTests
{
    [Fact]
    public void All_NamesOfCases_AreEachOthers()
    {
        var names = Laboratory.Names(new LabOptions());

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void All_PartThatEachChangePasses_IsThere()
    {
        Assert.Equal(3, ConnectivityMatrix.All.Count(each => each.IsInCi));
        Assert.Equal(2, FaultMatrix.All.Count(fault => fault.IsInCi));
    }

    [Fact]
    public void All_StepsOfFaults_AreInTheOrderOfTime() =>
        Assert.All(FaultMatrix.All, fault => Assert.Equal(fault.Steps.OrderBy(step => step.At), fault.Steps));
}
