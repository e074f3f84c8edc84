import { readHeldSeat, writeHeldSeat, type HeldSeat } from "../held-seat.js";

const prefix = "duet.call ";

/** The server holds the seat of a tab that crashed for about as long, in milliseconds; an older record is worth nothing. */
const recordMilliseconds = 30_000;

/** The seat of the call that goes on in a room, kept for all tabs, so that one of them can go on should its own crash. */
export class CallRecord {
  readonly #key: string;
  #written: string | undefined;

  constructor(server: string, room: string) {
    this.#key = `${prefix}${server} ${room}`;
  }

  /** To be called again and again: what is not kept up is soon forgotten. */
  keepUp(held: HeldSeat): void {
    this.#written = writeHeldSeat(held);
    try {
      localStorage.setItem(this.#key, this.#written);
    } catch {
      // Storage is switched off: after a crash, one waits until the seat is free.
    }
  }

  /** Takes back what was written here; what another tab has written since stays. */
  erase(): void {
    if (this.#written !== undefined && stored(this.#key) === this.#written) remove(this.#key);
    this.#written = undefined;
  }

  /** The seat of the call that goes on, or did until some seconds ago. */
  read(): HeldSeat | undefined {
    return readHeldSeat(stored(this.#key), recordMilliseconds);
  }
}

/** A crash leaves its record behind: whoever comes next clears it away. */
export function eraseOldRecords(): void {
  for (const key of storedKeys()) if (key.startsWith(prefix) && readHeldSeat(stored(key), recordMilliseconds) === undefined) remove(key);
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function storedKeys(): readonly string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
  } catch {
    return [];
  }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Where nothing can be removed, nothing was kept.
  }
}
