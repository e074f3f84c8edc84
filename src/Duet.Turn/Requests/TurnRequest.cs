using Duet.Stun;
using Duet.Turn.Authentication;

namespace Duet.Turn.Requests;

/// <summary>A request and all that is known about it. Its comprehension-required attributes are known by the time a handler sees it.</summary>
internal readonly ref struct TurnRequest(StunMessage message, in RequestContext context, in AuthenticationResult identity, long now)
{
    public StunMessage Message { get; } = message;

    public RequestContext Context { get; } = context;

    public AuthenticationResult Identity { get; } = identity;

    /// <summary>The timestamp of its arrival.</summary>
    public long Now { get; } = now;

    /// <summary>Who proved to be who; empty where nobody had to.</summary>
    public string Username => Identity.Username ?? "";
}
