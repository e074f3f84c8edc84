using Duet.Lab.Calls;

namespace Duet.Lab.Endings;

/// <summary>All ways in which a call is ended.</summary>
internal static class EndingMatrix
{
    private static readonly TimeSpan _atOnce = TimeSpan.FromSeconds(0.5);

    // The seat is held for 30 s from when the server sees the connection end, and looked after once a second.
    private static readonly TimeSpan _timeOut = TimeSpan.FromSeconds(32);

    public static IReadOnlyList<Ending> All { get; } =
    [
        new("leave", "one clicks Leave", LeaveAsync, _atOnce),
        new("leave-without-server", "one clicks Leave while the server is gone", LeaveAsync, _atOnce)
        {
            Before = call => call.Server.KillAsync(),
        },
        new("tab-closed", "one closes the tab", Begin(call => call.B.CloseTabAsync()), _atOnce),
        new("page-left", "one goes to another page in the tab", Begin(call => call.B.GoElsewhereAsync()), _atOnce),
        new("browser-killed", "one's browser is killed", Begin(call => call.Network.B.Computer.EndProcessesAsync()), _timeOut),
    ];

    private static async Task<double> LeaveAsync(LabCall call)
    {
        await call.B.ClickLeaveAsync();
        return await call.B.LastClickAsync();
    }

    private static Func<LabCall, Task<double>> Begin(Func<LabCall, Task> act) => async call =>
    {
        var begin = LabCall.Now();
        await act(call);
        return begin;
    };
}
