using Duet.Lab.Faults;

namespace Duet.Lab.Tests.Faults;

public sealed class FaultResultTests
{
    private static readonly Fault _fault = new("a fault", "something happens", []);

    [Fact]
    public void Complaint_SoundIsBackInTime_IsNone() => Assert.Null(Of(_fault, Measured(2.0)).Complaint);

    [Fact]
    public void Complaint_SoundIsBackTooLate_SaysSo() => Assert.NotNull(Of(_fault, Measured(2.1)).Complaint);

    [Fact]
    public void Complaint_SoundNeverCameBack_SaysSo() => Assert.NotNull(Of(_fault, Measured(1) with { SoundBack = null }).Complaint);

    [Fact]
    public void Complaint_OneOf20IsTooLate_IsNone() =>
        Assert.Null(Of(_fault, [Measured(30), .. Enumerable.Repeat(Measured(1), 19)]).Complaint);

    [Fact]
    public void Complaint_TwoOf20AreTooLate_SaysSo() =>
        Assert.NotNull(Of(_fault, [Measured(30), Measured(30), .. Enumerable.Repeat(Measured(1), 18)]).Complaint);

    [Fact]
    public void Complaint_SilentForLongWhileThePathStayed_SaysSo() =>
        Assert.NotNull(Of(_fault with { PathStays = true }, Measured(0) with { Silent = TimeSpan.FromSeconds(3) }).Complaint);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Complaint_MessagesLostOrDoubled_SaysSo(int lost, int doubled) =>
        Assert.NotNull(Of(_fault, Measured(0) with { Lost = lost, Doubled = doubled }).Complaint);

    private static FaultResult Of(Fault fault, params FaultMeasurement[] rounds) => new(fault, rounds);

    private static FaultMeasurement Measured(double soundBack) =>
        new(TimeSpan.FromSeconds(soundBack), Known: null, TimeSpan.Zero, TimeSpan.Zero, Lost: 0, Doubled: 0, Complaint: null);
}
