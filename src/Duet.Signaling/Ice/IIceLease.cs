namespace Duet.Signaling.Ice;

/// <summary>Servers with the credentials of one participant. Disposing it ends the credentials that were made for it, at once.</summary>
public interface IIceLease : IDisposable
{
    /// <summary>What the participant is told.</summary>
    IceConfiguration Configuration { get; }

    /// <summary>Makes the credentials of a preparation by the same participant last as long as this lease, and end with it.</summary>
    void Adopt(IIceLease prepared);
}
