using Duet.Lab.Endings;

namespace Duet.Lab.Tests.Endings;

public sealed class EndingResultTests
{
    private static readonly Ending _ending = new("an ending", "somebody goes", _ => Task.FromResult(0.0), TimeSpan.FromSeconds(0.5));

    [Fact]
    public void Complaint_EachWasToldInTime_IsNone() => Assert.Null(Of(0.1, 0.5).Complaint);

    [Fact]
    public void Complaint_OneWasToldTooLate_SaysSo() => Assert.NotNull(Of(0.1, 0.6).Complaint);

    [Fact]
    public void Complaint_OneWasNeverTold_SaysSo() => Assert.NotNull(Of(0.1, null).Complaint);

    [Fact]
    public void Complaint_SomethingWentWrong_SaysWhat() => Assert.Equal("no browser", (Of(0.1) with { Fault = "no browser" }).Complaint);

    private static EndingResult Of(params double?[] seconds) =>
        new(_ending, [.. seconds.Select(second => second is { } known ? TimeSpan.FromSeconds(known) : (TimeSpan?)null)], null);
}
