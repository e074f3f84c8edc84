using Duet.Signaling.Ice;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Seats;

/// <summary>Somebody who has proved whose seat they want back.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Connection">How they come.</param>
/// <param name="LastSeen">The last message that they have; null where they know nothing and start over.</param>
/// <param name="Joined">Their first message, but for what was handled.</param>
/// <param name="Lease">Credentials of their own; null where they are told those that they had.</param>
/// <param name="Answered">To whom their answer to a preview went before they came; null where none did.</param>
internal sealed record Resumption(
    Seat Seat, ClientConnection Connection, long? LastSeen, JoinedMessage Joined, IIceLease? Lease, Participant? Answered);
