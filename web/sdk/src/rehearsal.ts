import { Meeting } from "./meeting.js";
import type { IceSettings } from "./messages.js";
import { parseOfferPreview, writePreview } from "./peer-payload.js";
import type { Seat } from "./seat.js";
import { iceUfragOf } from "./session-description.js";

export interface RehearsalOptions {
  /** Who waits in the room, and made the offer. */
  readonly uid: string;
  /** The preview of the offer, as it came. */
  readonly msg: string;
  readonly ice: IceSettings;
  readonly prepared: RTCPeerConnection;
  /** Tells the one who waits what this side will answer. */
  readonly answer: (msg: string) => void;
  /** The connection that was made early is gone, and the rehearsal with it. */
  readonly faded: () => void;
}

/**
 * The answer to an offer that somebody parked, made before the join: all of it but the moment when it is given. What came in the preview has no
 * address of the other; and before `perform()` nothing leaves this side but an answer that has none either, by which the two can connect by way
 * of their relays where both can. Not a sound and not a picture goes over that before the join.
 */
export class Rehearsal {
  readonly #meeting: Meeting;
  /** The ICE user name fragment of the offer. */
  readonly #offer: string | undefined;
  #seat: Seat | undefined;
  #isBroken = false;
  #isTaken = false;

  constructor({ uid, msg, ice, prepared, answer, faded }: RehearsalOptions) {
    this.#meeting = new Meeting({
      uid,
      polite: true,
      media: undefined,
      ice,
      prepared,
      send: (cmd, remoteUid, words) => {
        this.#seat?.send(cmd, remoteUid, words);
      },
      canTalk: () => this.#seat?.isReachable === true,
    });
    const { connection } = this.#meeting;
    connection.addEventListener("error", () => {
      this.#isBroken = true;
    });
    connection.addEventListener("faded", () => {
      this.#isBroken = true;
      if (!this.#isTaken) faded();
    });
    try {
      const preview = parseOfferPreview(msg);
      this.#offer = iceUfragOf(preview.description.sdp ?? "");
      void connection.rehearse(preview, (settled) => {
        answer(writePreview(settled));
      });
    } catch {
      this.#isBroken = true; // The offer itself, which follows the join, will say what is wrong.
    }
  }

  /** Whether this is the offer that is rehearsed, shown once more. */
  isOf(msg: string): boolean {
    try {
      return iceUfragOf(parseOfferPreview(msg).description.sdp ?? "") === this.#offer;
    } catch {
      return false;
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
