import type { Meeting } from "./meeting.js";
import { watchNetwork } from "./network-watch.js";
import { parseAnswerPreview, type OfferPreview } from "./peer-payload.js";
import { iceUfragOf } from "./session-description.js";

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

/** Each one who looks and goes costs a new connection. After so many, whoever looks is not connected before they come, until the next renewal. */
const maxFaded = 5;

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
  /** How many who looked have gone again since the last renewal. */
  #faded = 0;
  #over = false;

  constructor(options: ParkingOptions) {
    this.#options = options;
    this.#meeting = this.#park();
    this.#renewal = setInterval(() => {
      this.#faded = 0;
      this.#renew();
    }, renewMilliseconds);
    this.#endWatch = watchNetwork(() => {
      this.#replace();
    });
  }

  get meeting(): Meeting {
    return this.#meeting;
  }

  /**
   * One who looks has answered the preview. The offer is taken back, so that nobody else answers it, and the two can be connected by the time they
   * come. One at a time: anybody else who looks or comes meanwhile is met without.
   */
  meetEarly(msg: string): void {
    if (this.#replacing || this.#meeting.connection.isEarly || this.#faded >= maxFaded) return;
    const answer = parseAnswerPreview(msg);
    if (answer.offer !== iceUfragOf(this.#meeting.connection.preview?.description.sdp ?? "")) return;
    this.#replacing = true;
    this.#options.takeBack(() => {
      if (this.#over) return;
      this.#replacing = false;
      void this.#meeting.connection.connectEarly(answer);
    });
  }

  /** Somebody came, with the offer that was parked in hand, or after they had answered its preview. The parking is over, and its connection becomes theirs. */
  meet(uid: string, { offered, previewed }: { readonly offered: boolean; readonly previewed: boolean }): Meeting {
    this.#stop();
    const isTheirs = offered || (this.#meeting.connection.isEarly && previewed);
    if (!isTheirs && (this.#replacing || this.#meeting.connection.isEarly)) {
      this.#meeting.connection.close();
      this.#meeting = this.#park();
    }
    this.#meeting.uid = uid;
    if (!isTheirs) this.#meeting.connection.offerAgain();
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
      this.#parkAnew();
    });
  }

  #parkAnew(): void {
    this.#meeting.connection.close();
    this.#meeting = this.#park();
  }

  /** The same offer, as it is by now, in place of the one that is parked. */
  #renew(): void {
    if (this.#over || this.#replacing || this.#meeting.connection.isEarly) return;
    this.#meeting.connection.offerAgain();
    const { preview } = this.#meeting.connection;
    if (preview !== undefined) this.#options.show({ ...preview, answerable: preview.answerable && this.#faded < maxFaded });
  }

  #park(): Meeting {
    const meeting = this.#options.make();
    // Whoever looked has gone.
    meeting.connection.addEventListener("faded", () => {
      if (meeting !== this.#meeting || this.#over) return;
      this.#faded += 1;
      this.#parkAnew();
    });
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
