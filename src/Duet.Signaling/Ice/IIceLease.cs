namespace Duet.Signaling.Ice;

/// <summary>Servers with the credentials of one participant. Disposing it ends the credentials that were made for it, at once.</summary>
public interface IIceLease : IDisposable
{
    /// <summary>What the participant is told.</summary>
    IceConfiguration Configuration { get; }

    /// <summary>
    /// Makes the credentials of another lease of the same participant last as long as this one, and end with it: those of a preparation, or of
    /// their seat before they resumed it. The other is not disposed any more.
    /// </summary>
    void Adopt(IIceLease other);
}
