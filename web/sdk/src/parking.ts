import type { Meeting } from "./meeting.js";
import type { OfferPreview } from "./peer-payload.js";
import { watchNetwork } from "./network-watch.js";

export interface ParkingOptions {
  /** A new connection, with nobody yet. */
  readonly make: () => Meeting;
  /** Takes back what is parked; `done` is called when the server has, unless somebody was handed it before. */
  readonly takeBack: (done: () => void) => void;
  /** Lets those who prepare see what they need of it. */
  readonly show: (preview: OfferPreview) => void;
}

/** The server keeps an offer for ten minutes; before that it is parked again, in milliseconds. */
const renewMilliseconds = 9 * 60_000;

/**
 * The wait for whoever comes, with an offer that lies at the server: what they need in order to answer is there before them. Its candidates
 * follow it there as they are found.
 */
export class Parking {
  readonly #options: ParkingOptions;
  readonly #renewal: ReturnType<typeof setInterval>;
  readonly #endWatch: () => void;
  #meeting: Meeting;
  #replacing = false;
  #over = false;

  constructor(options: ParkingOptions) {
    this.#options = options;
    this.#meeting = this.#park();
    this.#renewal = setInterval(() => {
      this.#renew();
    }, renewMilliseconds);
    this.#endWatch = watchNetwork(() => {
      this.#replace();
    });
  }

  get meeting(): Meeting {
    return this.#meeting;
  }

  /** Somebody came. The parking is over, and its connection becomes theirs. */
  meet(uid: string, offered: boolean): Meeting {
    this.#stop();
    if (!offered && this.#replacing) {
      this.#meeting.connection.close();
      this.#meeting = this.#park();
    }
    this.#meeting.uid = uid;
    if (!offered) this.#meeting.connection.offerAgain();
    return this.#meeting;
  }

  /** Nobody will come any more. */
  close(): void {
    this.#stop();
    this.#meeting.connection.close();
  }

  /**
   * The addresses in the offer are of another network. Before another connection's offer takes its place, the former is taken back: so there
   * is never a doubt which of the two somebody answers.
   */
  #replace(): void {
    if (this.#replacing) return;
    this.#replacing = true;
    this.#options.takeBack(() => {
      if (this.#over) return;
      this.#replacing = false;
      this.#meeting.connection.close();
      this.#meeting = this.#park();
    });
  }

  /** The same offer, as it is by now, in place of the one that is parked. */
  #renew(): void {
    if (this.#over || this.#replacing) return;
    this.#meeting.connection.offerAgain();
    const { preview } = this.#meeting.connection;
    if (preview !== undefined) this.#options.show(preview);
  }

  #park(): Meeting {
    const meeting = this.#options.make();
    // Whoever comes then has one message to take, and begins with all candidates at once.
    meeting.connection.addEventListener("gathered", () => {
      if (meeting === this.#meeting) this.#renew();
    });
    meeting.connection.offer();
    return meeting;
  }

  #stop(): void {
    this.#over = true;
    clearInterval(this.#renewal);
    this.#endWatch();
  }
}
