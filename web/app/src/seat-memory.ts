import { readHeldSeat, writeHeldSeat, type HeldSeat } from "./held-seat.js";

/** One who comes back later has been away, and sees the lobby; the server holds the seat for less, in milliseconds. */
const memoryMilliseconds = 10_000;

/** For the page that comes next in this tab. */
export function rememberSeat(server: string, room: string, held: HeldSeat): void {
  try {
    sessionStorage.setItem(keyOf(server, room), writeHeldSeat(held));
  } catch {
    // Storage is switched off: that page begins in the lobby.
  }
}

/** The seat that the page before this one held in the room; once, so that a tab that is copied from this one does not take it too. */
export function recallSeat(server: string, room: string): HeldSeat | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(server, room));
    sessionStorage.removeItem(keyOf(server, room));
    return readHeldSeat(text, memoryMilliseconds);
  } catch {
    return undefined;
  }
}

function keyOf(server: string, room: string): string {
  return `duet.seat ${server} ${room}`;
}
