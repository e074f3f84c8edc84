/** What takes a call up again on the page that is loaded in the place of this one. */
export interface HeldSeat {
  readonly uid: string;
  readonly seat: string;
}

const storageKey = "duet.seat";

/** One who comes back later has been away, and sees the lobby; the server holds the seat for less, in milliseconds. */
const memoryMilliseconds = 10_000;

/** For the page that comes next in this tab. */
export function rememberSeat(server: string, room: string, held: HeldSeat): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify({ server, room, ...held, at: Date.now() }));
  } catch {
    // Storage is switched off: that page begins in the lobby.
  }
}

/** The seat that the page before this one held in the room; once, so that a tab that is copied from this one does not take it too. */
export function recallSeat(server: string, room: string): HeldSeat | undefined {
  const { uid, seat, at, ...place } = takeStored();
  const isOurs = place.server === server && place.room === room && Math.abs(Date.now() - Number(at)) < memoryMilliseconds;
  return isOurs && typeof uid === "string" && typeof seat === "string" ? { uid, seat } : undefined;
}

/** What other hands left there is not trusted to have any shape. */
function takeStored(): Record<string, unknown> {
  try {
    const text = sessionStorage.getItem(storageKey) ?? "{}";
    sessionStorage.removeItem(storageKey);
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
