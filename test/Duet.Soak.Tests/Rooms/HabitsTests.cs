using Duet.Soak.Rooms;

namespace Duet.Soak.Tests.Rooms;

public sealed class HabitsTests
{
    private static readonly TimeSpan _hold = TimeSpan.FromSeconds(30);

    [Fact]
    public void NextDeed_TheSameSeed_ChoosesTheSame()
    {
        var (one, other) = (new Habits(7, 0.1), new Habits(7, 0.1));

        for (var deed = 0; deed < 100; deed++) Assert.Equal(one.NextDeed(), other.NextDeed());
    }

    [Fact]
    public void NextDeed_OftenEnough_ChoosesEverything()
    {
        var habits = new Habits(7, 0.1);

        var chosen = Enumerable.Range(0, 5000).Select(_ => habits.NextDeed()).Distinct();

        Assert.Equal(Enum.GetValues<Deed>(), chosen.Order());
    }

    [Fact]
    public void NextAbsence_ManyTimes_IsShorterAndLongerThanTheHold()
    {
        var habits = new Habits(7, 0.1);

        var absences = Enumerable.Range(0, 100).Select(_ => habits.NextAbsence(_hold)).ToList();

        Assert.Contains(absences, absence => absence.Length < absence.HeldFor);
        Assert.Contains(absences, absence => absence.Length > absence.OverAfter);
        Assert.Contains(absences, absence => absence.Length > absence.HeldFor && absence.Length < absence.OverAfter);
        Assert.All(absences, absence => Assert.True(absence.HeldFor < _hold && absence.OverAfter > _hold));
    }
}
