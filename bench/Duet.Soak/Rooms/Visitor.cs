using Duet.Soak.Checks;
using Duet.Soak.Lines;

namespace Duet.Soak.Rooms;

/// <summary>One of the two clients of a room, over all its seats and connections. One task does all that it does.</summary>
/// <param name="place">The room.</param>
/// <param name="name">Its names there begin with this; each seat has one of its own.</param>
/// <param name="habits">What it chooses.</param>
/// <param name="time">The clock that its absences are measured with.</param>
internal sealed class Visitor(Place place, string name, Habits habits, TimeProvider time)
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(0.2);

    private Line? _line;
    private Line? _formerLine;                                                                   // deaf, and still open
    private Sitting? _sitting;
    private TimeSpan _pause;
    private Absence _absence;
    private long _lostAt;
    private int _sittings;

    /// <summary>Comes and goes until it is to stop; then it is where it is.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        _pause = habits.NextArrival();
        while (await PassAsync(_pause, stopping))
        {
            _pause = habits.NextPause();
            await StepAsync();
        }
    }

    /// <summary>Waits until the other has left, if it sits in the room itself.</summary>
    public async Task WaitUntilAloneAsync(TimeSpan patience)
    {
        if (_line is null || _sitting is not { } sitting) return;

        var start = time.GetTimestamp();
        while (!sitting.IsAlone && time.GetElapsedTime(start) < patience) await PassAsync(_look, CancellationToken.None);
        if (!sitting.IsAlone) Fault($"the other is not there any more, and has not left after {patience.TotalSeconds:0} s");
    }

    /// <summary>Leaves the room, if it can, and closes what is open.</summary>
    public async Task EndAsync()
    {
        try
        {
            if (_line is { } line && _sitting is { } sitting) await LeaveAsync(line, sitting);
        }
        catch (LineException lost)
        {
            Fault(lost.Message);
        }

        await DropLinesAsync();
    }

    private async Task StepAsync()
    {
        try
        {
            await ((_line, _sitting) switch
            {
                ({ } line, { } sitting) => ActAsync(line, sitting),
                (null, { } sitting) => ComeBackAsync(sitting),
                ({ } line, null) => JoinAsync(line),
                (null, null) => ArriveAsync(),
            });
        }
        catch (LineException lost)
        {
            Fault(lost.Message);
            await LoseLineAsync(habits.NextAbsence(_sitting?.Hold ?? TimeSpan.Zero));
        }
    }

    private Task ActAsync(Line line, Sitting sitting) => habits.NextDeed() switch
    {
        Deed.Confirm => ConfirmAsync(line, sitting),
        Deed.Drop => DropAsync(line, sitting),
        Deed.Leave => LeaveAsync(line, sitting),
        Deed.Babble => BabbleAsync(line, sitting),
        Deed.FallSilent => FallSilentAsync(),
        Deed.GoDeaf => GoDeafAsync(line, sitting),
        Deed.Provoke => ProvokeAsync(line, sitting),
        _ => TalkAsync(line, sitting, habits.NextLetters()),
    };

    private async Task ArriveAsync() => await JoinAsync(_line = await Line.ConnectAsync(place, name));

    private async Task JoinAsync(Line line)
    {
        var sitting = new Sitting(place, $"{name}-{++_sittings}");
        line.Sitting = sitting;
        var answer = await line.AskAsync(ClientMessage.Join(place.Room, sitting.Uid));
        if (answer.Cmd is not "joined")
        {
            line.Sitting = null;
            Fault($"may not join: {answer.Code}");
            return;
        }

        (sitting.Secret, sitting.Hold) = (answer.Seat, TimeSpan.FromSeconds(answer.ResumeSeconds));
        _sitting = sitting;
        Count(Event.Joined);
        if (_sittings > 1) Count(Event.JoinedAgain);
    }

    private async Task ComeBackAsync(Sitting sitting)
    {
        var line = await Line.ConnectAsync(place, name);
        _line = line;
        line.Sitting = sitting;
        var asked = time.GetElapsedTime(_lostAt);
        var answer = await line.AskAsync(ClientMessage.Resume(place.Room, sitting));
        await DropFormerLineAsync();
        if (answer.Cmd is "joined") await GoOnAsync(line, sitting, answer, asked);
        else StandUp(line, answer);
    }

    private async Task GoOnAsync(Line line, Sitting sitting, ServerMessage answer, TimeSpan asked)
    {
        if (!answer.Resumed) Fault("joined instead of going on");
        if (asked > _absence.OverAfter) Fault($"the seat was still held after {asked.TotalSeconds:0.0} s");
        Count(Event.Resumed);
        foreach (var text in sitting.UnhandledAfter(answer.LastSeen)) await line.SendAsync(text);
    }

    // The seat is over; the connection is good for another.
    private void StandUp(Line line, ServerMessage answer)
    {
        var answered = time.GetElapsedTime(_lostAt);
        if (answer.Code is not "seat-gone" || answered < _absence.HeldFor)
            Fault($"may not resume after {answered.TotalSeconds:0.0} s: {answer.Code}");
        Count(Event.CameTooLate);
        line.Sitting = null;
        _sitting = null;
    }

    private async Task TalkAsync(Line line, Sitting sitting, int letters)
    {
        for (var letter = 0; letter < letters; letter++)
        {
            var (cmd, length) = habits.NextLetter();
            if (sitting.Write(cmd, length) is { } text) await line.SendAsync(text);
        }
    }

    private static async Task ConfirmAsync(Line line, Sitting sitting)
    {
        var mark = sitting.Mark();
        await line.EchoAsync(sitting.LastSeen);
        sitting.Confirm(mark);
    }

    private async Task LeaveAsync(Line line, Sitting sitting)
    {
        sitting.Confirm(sitting.Mark()); // What was said before is handled before.
        await line.SendAsync(ClientMessage.Leave(place.Room, sitting.Uid));
        await line.EchoAsync(sitting.LastSeen);
        line.Sitting = null;
        _sitting = null;
        Count(Event.Left);
        _pause = habits.NextRest();
        if (habits.NextIsLikely(0.5)) return;

        _line = null;
        await line.CloseAsync();
    }

    // The echo keeps single nonsense from becoming the third in a row.
    private async Task BabbleAsync(Line line, Sitting sitting)
    {
        Count(Event.Babbled);
        await line.BabbleAsync(habits.NextNonsense());
        await line.EchoAsync(sitting.LastSeen);
    }

    private Task FallSilentAsync()
    {
        Count(Event.FellSilent);
        _pause = habits.NextSilence();
        return Task.CompletedTask;
    }

    private async Task DropAsync(Line line, Sitting sitting)
    {
        if (habits.NextIsLikely(0.5)) await TalkAsync(line, sitting, habits.NextLetters()); // Some of it may never arrive, and is said again.
        Count(Event.Dropped);
        await LoseLineAsync(habits.NextAbsence(sitting.Hold));
    }

    private async Task GoDeafAsync(Line line, Sitting sitting)
    {
        Count(Event.WentDeaf);
        _lostAt = time.GetTimestamp();
        await line.DeafenAsync(sitting.LastSeen);
        (_formerLine, _line) = (line, null);
        _absence = habits.NextDeafness(sitting.Hold);
        _pause = _absence.Length;
    }

    private async Task ProvokeAsync(Line line, Sitting sitting)
    {
        Count(Event.ShownOut);
        await line.ProvokeAsync(habits.NextNonsense());
        await LoseLineAsync(habits.NextAbsence(sitting.Hold));
    }

    private async Task LoseLineAsync(Absence absence)
    {
        _lostAt = time.GetTimestamp();
        _absence = absence;
        _pause = absence.Length;
        await DropLinesAsync();
    }

    private async Task DropLinesAsync()
    {
        if (_line is { } line) await line.DisposeAsync();
        _line = null;
        await DropFormerLineAsync();
    }

    private async Task DropFormerLineAsync()
    {
        if (_formerLine is { } former) await former.DisposeAsync();
        _formerLine = null;
    }

    /// <summary>Lets time pass. False: it is to stop.</summary>
    private async Task<bool> PassAsync(TimeSpan pause, CancellationToken stopping)
    {
        await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    private void Count(Event counted) => place.Tally.Count(counted);

    private void Fault(string what) => place.Faults.Add($"{place.Room} {_sitting?.Uid ?? name}: {what}");
}
