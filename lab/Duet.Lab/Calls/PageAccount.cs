namespace Duet.Lab.Calls;

/// <summary>What a page had at one moment, as <c>probe.js</c> wrote it down.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Audio">Packets of sound received since the page was opened.</param>
/// <param name="Frames">Pictures decoded since then.</param>
/// <param name="State">The page's <c>data-state</c>.</param>
/// <param name="Server">Whether a connection to the server is open.</param>
/// <param name="Local">The type of the own end of the path, such as <c>host</c>; empty where there is none.</param>
/// <param name="Remote">The type of the other end.</param>
/// <param name="Protocol">How the own relay is reached; empty where it is not used.</param>
internal sealed record PageSample(double At, long Audio, long Frames, string State, bool Server, string Local, string Remote, string Protocol);

/// <summary>When the page came to show something.</summary>
internal sealed record PageState(double At, string State);

/// <summary>A message of one person to another.</summary>
/// <param name="Socket">Which of the page's connections to the server it went over, from 1.</param>
/// <param name="Seat">Which of its seats in the room the page had, from 1: a server that has forgotten all gives another.</param>
/// <param name="Name">What no other message has: what it is, which connection between the two it is about, and its number there.</param>
internal sealed record PageMessage(int Socket, int Seat, string Name);

/// <summary>What became of one of the page's connections: <c>media 1: connection disconnected</c>, <c>server 2: open</c>.</summary>
internal sealed record PageEvent(double At, string What);

/// <summary>An address that the browser found for a call.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Type">Such as <c>host</c>: one of the machine's own.</param>
/// <param name="Address">Without the port.</param>
internal sealed record PageCandidate(double At, string Type, string Address);

/// <summary>All that a page wrote down.</summary>
internal sealed record PageAccount(
    IReadOnlyList<PageSample> Samples,
    IReadOnlyList<double> Clicks,
    IReadOnlyList<PageState> States,
    IReadOnlyList<PageMessage> Sent,
    IReadOnlyList<PageMessage> Received,
    IReadOnlyList<PageCandidate> Candidates,
    IReadOnlyList<PageEvent> Events)
{
    /// <summary>When the browser first had an address of the machine that it did not have before a moment; null where it never did.</summary>
    public double? NewAddressSince(double moment)
    {
        var own = Candidates.Where(candidate => candidate.Type is "host").ToLookup(candidate => candidate.At <= moment);
        var known = own[true].Select(candidate => candidate.Address).ToHashSet();
        return own[false].FirstOrDefault(candidate => !known.Contains(candidate.Address))?.At;
    }
}
