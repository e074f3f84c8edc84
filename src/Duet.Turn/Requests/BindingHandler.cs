namespace Duet.Turn.Requests;

/// <summary>Binding (RFC 8489 section 12): tells clients their address as the relay sees it. Anybody may ask.</summary>
internal static class BindingHandler
{
    public static TurnReply Decide(in TurnRequest request) => new() { Mapped = request.Context.FiveTuple.Client };
}
