using Duet.Signaling.Seats;

namespace Duet.Signaling.Rooms;

/// <summary>The two seats of a room: who sits across from whom. A seat that is only kept for a page that is reloaded is taken, but nobody sits there.</summary>
internal struct SeatPair
{
    private Seat? _first;
    private Seat? _second;

    public readonly bool IsFull => _first is not null && _second is not null;

    public readonly bool IsEmpty => _first is null && _second is null;

    /// <summary>Whoever is here and alone; null where nobody is, or two are.</summary>
    public readonly Participant? WhoWaits => _first?.Participant is not { } first ? _second?.Participant : _second?.Participant is null ? first : null;

    /// <summary>How long a seat at which nobody sits is kept at most; null where somebody sits at each.</summary>
    public readonly TimeSpan? KeptFor => _first?.KeptFor is { } first && !(_second?.KeptFor < first) ? first : _second?.KeptFor;

    public readonly bool Has(Seat seat) => _first == seat || _second == seat;

    public readonly bool Has(Participant participant) => _first?.Participant == participant || _second?.Participant == participant;

    public readonly Seat? Of(Uid uid) => _first?.Uid == uid ? _first : _second?.Uid == uid ? _second : null;

    public void Add(Seat seat)
    {
        if (_first is null) _first = seat;
        else _second = seat;
    }

    public void Remove(Seat seat)
    {
        if (_first == seat) _first = null;
        else if (_second == seat) _second = null;
    }

    /// <summary>Who sits across from a seat.</summary>
    public readonly Participant? Across(Seat seat) => _first == seat ? _second?.Participant : _second == seat ? _first?.Participant : null;

    /// <summary>Who sits across from somebody; nobody does from whoever sits here no more.</summary>
    public readonly Participant? OtherThan(Participant participant) =>
        _first?.Participant == participant ? _second?.Participant : _second?.Participant == participant ? _first?.Participant : null;
}
