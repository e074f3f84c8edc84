using Duet.Stun;
using Duet.Turn.Allocations;

namespace Duet.Turn.Requests;

/// <summary>The handlers of the methods that want credentials, and what RFC 8656 section 5 demands of all but Allocate.</summary>
internal sealed class RequestHandlers(
    AllocationTable table,
    AllocateHandler allocate,
    RefreshHandler refresh,
    CreatePermissionHandler createPermission,
    ChannelBindHandler channelBind)
{
    public TurnReply Decide(in TurnRequest request)
    {
        var method = request.Message.Method;
        if (method is StunMethod.Allocate) return allocate.Decide(request);

        if (!table.TryFindLive(request.Context.FiveTuple, request.Now, out var allocation))
            return TurnReply.Refuse(StunErrorCode.AllocationMismatch);
        if (allocation.Username != request.Username) return TurnReply.Refuse(StunErrorCode.WrongCredentials);

        return method switch
        {
            StunMethod.Refresh => refresh.Decide(request, allocation),
            StunMethod.CreatePermission => createPermission.Decide(request, allocation),
            StunMethod.ChannelBind => channelBind.Decide(request, allocation),
            _ => throw new ArgumentException($"No handler for {method}.", nameof(request)),
        };
    }
}
