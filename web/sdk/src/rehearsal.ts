import { Meeting } from "./meeting.js";
import type { IceSettings } from "./messages.js";
import { parsePreview } from "./peer-payload.js";
import type { Seat } from "./seat.js";

export interface RehearsalOptions {
  /** Who waits in the room, and made the offer. */
  readonly uid: string;
  /** The preview of the offer, as it came. */
  readonly msg: string;
  readonly ice: IceSettings;
  readonly prepared: RTCPeerConnection;
}

/**
 * The answer to an offer that somebody parked, made before the join as far as that is possible while nobody is told: all of it but the
 * moment when it is given. What came in the preview has no address of the other, and what is found here goes nowhere before `perform()`.
 */
export class Rehearsal {
  readonly #meeting: Meeting;
  #seat: Seat | undefined;
  #isBroken = false;
  #isTaken = false;

  constructor({ uid, msg, ice, prepared }: RehearsalOptions) {
    this.#meeting = new Meeting({
      uid,
      polite: true,
      media: undefined,
      ice,
      prepared,
      send: (cmd, remoteUid, words) => {
        this.#seat?.send(cmd, remoteUid, words);
      },
    });
    const { connection } = this.#meeting;
    connection.addEventListener("error", () => {
      this.#isBroken = true;
    });
    try {
      connection.rehearse(parsePreview(msg));
    } catch {
      this.#isBroken = true; // The offer itself, which follows the join, will say what is wrong.
    }
  }

  /** Answers, right behind the join that takes the seat: whoever was there is most likely there still. */
  perform(seat: Seat): void {
    if (this.#isBroken) return;
    this.#seat = seat;
    this.#meeting.connection.perform();
  }

  /** The meeting that was rehearsed, where it is the one that takes place; it is let go of where not. */
  take(uid: string, ice: IceSettings): Meeting | undefined {
    if (this.#isTaken) return undefined;
    this.#isTaken = true;
    if (this.#isBroken || this.#seat === undefined || uid !== this.#meeting.uid) {
      this.#meeting.connection.close();
      return undefined;
    }
    this.#meeting.isRehearsed = true;
    this.#meeting.connection.useIce(ice);
    return this.#meeting;
  }

  /** Nothing comes of it, unless it was taken. */
  close(): void {
    if (!this.#isTaken) this.#meeting.connection.close();
    this.#isTaken = true;
  }
}
