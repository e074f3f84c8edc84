using Duet.Stun;

namespace Duet.Turn.Requests;

/// <summary>Reads LIFETIME of Allocate and Refresh.</summary>
internal static class LifetimeReader
{
    /// <summary>False where it is malformed; null where there is none.</summary>
    public static bool TryRead(in StunMessage message, out TimeSpan? lifetime)
    {
        lifetime = null;
        if (!message.TryFind(StunAttributeType.Lifetime, out var attribute)) return true;
        if (!Lifetime.TryRead(attribute.Value, out var requested)) return false;

        lifetime = requested;
        return true;
    }
}
