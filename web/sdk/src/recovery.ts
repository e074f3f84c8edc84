import { NetworkChange } from "./network-change.js";
import { OtherSide } from "./other-side.js";

/** The connections of one meeting, each in the place of the one before. */
export interface Succession {
  /** How many came before this one since one was well. */
  readonly number: number;
  /** Whether media has flowed over one of them. */
  readonly hasBegun: boolean;
}

export const first: Succession = { number: 0, hasBegun: false };

export interface RecoveryOptions {
  /** Whether this side is the one that repairs. The other waits for that, and begins by itself only where nothing comes of it, or where its own network has changed. */
  readonly decides: boolean;
  /** Which one in a row this is. One that takes another's place is in repair from the beginning, and not replaced before it was well, unless it is spent. */
  readonly succession: Succession;
  /** Whether there is a way for words to the other now: without one, nothing can be repaired. */
  readonly canTalk: () => boolean;
  /** Whether an offer of this side awaits its answer: the other has not heard of the try before. */
  readonly isAsking: () => boolean;
  /** When something came from the other side for the last time, on the clock of `performance`. */
  readonly heardAt: () => number;
  /** Whether the connection can never flow again, whatever ICE does and says: Firefox ends DTLS together with ICE, and tells so a moment later. */
  readonly isSpent: () => boolean;
  /** ICE is to be restarted, with fresh servers. */
  readonly restart: () => void;
  /** Another connection is to take the place of this one, which is over. */
  readonly replace: () => void;
  /** It broke, and is being repaired. */
  readonly interrupted: () => void;
  /** It cannot be repaired. */
  readonly failed: () => void;
}

/** How long a connection may be in doubt before it is repaired, in milliseconds: for shorter than that, it comes back by itself. */
const doubtMilliseconds = 1_500;

/** So many times that, where the other side can still be heard: as long as a browser takes to make sure of a path (RFC 7675 section 5.1). */
const maxDoubts = 4;

/** How long a connection that was silent may take to sound again by itself, once this side can talk again after it has moved, in milliseconds. */
const graceMilliseconds = 300;

/** The same, where the browser holds on to nothing any more, and the other side has begun to repair: then that is sooner there. */
const failedGraceMilliseconds = 1_500;

/** How long one try may take, in milliseconds, and by how much the next ones may take longer. */
const tryMilliseconds = 5_000;
const longerMilliseconds = 2_500;

/** How much sooner or later, at random, as a part of it: many clients lose the same server at once. */
const jitter = 0.2;

/** How long the side that does not decide waits for the other, in milliseconds: more than a try of theirs takes. */
const courtesyMilliseconds = 8_000;

/** After so many tries with the same connection, another one is made. */
const triesBeforeReplacing = 2;

/** How often the time of a try passes without another one because the one before has not been answered: as long as a seat is held. */
const maxUnanswered = 6;

/** How many tries are made, each while there is a way for words, before it is given up: of a call that went well, and of one that never began. */
const maxTries = 6;
const maxTriesToBegin = 2;

/** News that come faster than this, in milliseconds, are one. */
const newsMilliseconds = 1_000;

/**
 * When a broken media connection is repaired, by which side, and how often: a state machine that knows of no browser. It is `well`, in `doubt`, in
 * `repair`, or `over`.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  #state: "well" | "doubt" | "repair" | "over" = "well";
  #tries = 0;
  #triedAt = Number.NEGATIVE_INFINITY;
  #wasWell = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #networkChange: NetworkChange;
  readonly #otherSide: OtherSide;
  /** Whether the browser has given up. */
  #hasFailed = false;
  #isSpent = false;
  #unanswered = 0;
  #grace: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#networkChange = new NetworkChange(options.heardAt);
    this.#otherSide = new OtherSide(options.heardAt);
    if (!this.#isReplacement) return;
    this.#state = "repair";
    this.#triedAt = performance.now(); // It is a try itself.
    this.#wait(courtesyMilliseconds);
  }

  /** The media connection flows, is in doubt, or is broken. */
  follow(state: "connected" | "disconnected" | "failed"): void {
    if (this.#state === "over" || this.#isSpent) return;
    this.#hasFailed ||= state === "failed";
    this.#isSpent = this.#options.isSpent();
    if (this.#isSpent) this.#giveWay();
    else if (state === "connected") this.#getWell();
    else if (state === "disconnected") this.#getInDoubt();
    else if (this.#state === "repair") this.#fail();
    else this.#repair();
  }

  get isWell(): boolean {
    return this.#state === "well";
  }

  get isOver(): boolean {
    return this.#state === "over";
  }

  /** What the connection is that takes the place of this one. */
  get next(): Succession {
    const { number, hasBegun } = this.#options.succession;
    return { number: this.#wasWell ? 1 : number + 1, hasBegun: this.#wasWell || hasBegun };
  }

  /** Nothing comes any more, and the browser has not noticed yet. It may be a short disturbance, so a first try is made without a word about it. */
  silence(): void {
    if (this.#state !== "well" && this.#state !== "doubt") return;
    this.#otherSide.fallSilent();
    this.#getInDoubt();
    if (this.#networkChange.isRecent) this.#moveOn();
    else this.#tryQuietly();
  }

  /** An answer of the other side is missing: after a move of this side that is known, that is enough. */
  miss(): void {
    if (this.#state === "well" && this.#networkChange.isCertain) this.silence();
  }

  /** This machine has come to another network. Where that did no harm, nothing comes of it. */
  move(): void {
    this.#changeNetwork(true);
  }

  /** The server had been lost, and is there again: this machine may have come to another network, unless the other side can be heard. */
  returnToServer(): void {
    if (this.#otherSide.isHeard) this.talk();
    else this.#changeNetwork(false);
  }

  /**
   * The other side is met again on a server that had forgotten both, and the relays of before have ended with it. Where nothing comes any more, the call
   * went by them, and another connection is sooner there than a restart: a browser may hold on to the former pair for a second more.
   */
  meetAgain(): void {
    if (!this.#options.decides || !this.#wasWell || !this.#otherSide.isSilent) {
      this.talk();
      return;
    }
    this.#replace();
  }

  /** There is a way for words again, or a new one: a repair goes on at once, with all its tries. */
  talk(): void {
    if (this.#isSpent) {
      this.#giveWay();
      return;
    }
    if (this.#otherSide.isSilent && this.#networkChange.isRecent) {
      this.#moveOn();
      return;
    }
    if (this.#state === "doubt" && this.#otherSide.fellSilent) this.#tryQuietly();
    if (this.#state !== "repair" || performance.now() - this.#triedAt < newsMilliseconds) return;
    this.#tries = 0;
    if (this.#options.decides || this.#networkChange.isRecent) this.#tryNow();
    else this.#wait(courtesyMilliseconds);
  }

  /** The other side repairs: this one waits for what comes of it. */
  yield(): void {
    if (this.#isSpent) return;
    if (this.#hasFailed && this.#grace !== undefined) this.#moveOn(failedGraceMilliseconds);
    if (this.#state === "repair") this.#wait(courtesyMilliseconds);
  }

  /**
   * The other side restarts ICE, which interrupts what flows. Where they can be heard all the same, the way has come back by itself, or is broken in one
   * direction alone.
   * @returns whether another connection takes the place of this one instead, which interrupts it for a shorter time
   */
  takesPlaceOfRestart(): boolean {
    if (this.isOver || !this.#otherSide.isHeard || !this.#options.canTalk()) return false;
    this.#replace();
    return true;
  }

  stop(): void {
    this.#state = "over";
    this.#otherSide.forget();
    clearTimeout(this.#timer);
    clearTimeout(this.#grace);
  }

  get #isReplacement(): boolean {
    return this.#options.succession.number > 0;
  }

  get #maxTries(): number {
    return this.#wasWell || this.#isReplacement ? maxTries : maxTriesToBegin;
  }

  /** Whether the other side has yet to hear of the last try: they may be away, and the server keeps it for them. */
  get #isUnanswered(): boolean {
    return (
      this.#wasWell && this.#tries > 0 && this.#unanswered < maxUnanswered && !this.#networkChange.isRecent && this.#options.isAsking()
    );
  }

  #changeNetwork(isKnown: boolean): void {
    this.#networkChange.note(isKnown);
    if (this.#otherSide.isSilent) this.#moveOn();
    else if (this.#state === "doubt") this.#repair();
    else this.talk();
  }

  #getWell(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#grace);
    this.#grace = undefined;
    this.#state = "well";
    this.#wasWell = true;
    this.#otherSide.forget();
    this.#hasFailed = false;
    this.#tries = 0;
  }

  #getInDoubt(): void {
    if (this.#state !== "well") return;
    this.#state = "doubt";
    if (this.#networkChange.isRecent && !this.#otherSide.fellSilent) {
      this.#repair();
      return;
    }
    this.#doubt(maxDoubts);
  }

  /** What can be heard is repaired later: the browser may be late to notice, and a repair interrupts what it is to mend. */
  #doubt(left: number): void {
    this.#timer = setTimeout(() => {
      if (left > 1 && this.#otherSide.isHeard) this.#doubt(left - 1);
      else this.#repair();
    }, doubtMilliseconds);
  }

  #repair(): void {
    this.#state = "repair";
    this.#options.interrupted();
    if (!this.#options.decides && !this.#networkChange.isRecent) this.#wait(courtesyMilliseconds);
    else if (this.#tries > 0) this.#wait(tryMilliseconds - doubtMilliseconds);
    else this.#tryNow();
  }

  /**
   * What had the former address is lost, and a browser holds on to it for seconds even while ICE restarts: another connection is sooner there, whichever
   * side makes it. But the way may only have been away for a moment, and come back with the one to the server.
   */
  #moveOn(grace = graceMilliseconds): void {
    clearTimeout(this.#grace);
    const begunAt = performance.now();
    this.#grace = setTimeout(() => {
      this.#grace = undefined;
      if (this.#options.heardAt() > begunAt) return; // It was, and the browser takes some seconds to say so.
      if (!this.#options.canTalk()) return; // `talk()` goes on.
      this.#replace();
    }, this.#networkChange.left(grace));
  }

  /** To another connection, which is of use here alone, whichever side makes it. */
  #giveWay(): void {
    if (this.#state === "over") return;
    clearTimeout(this.#timer);
    clearTimeout(this.#grace);
    if (this.#state !== "repair") this.#options.interrupted();
    this.#state = "repair";
    if (!this.#options.canTalk()) return; // `talk()` goes on.
    const { number, hasBegun } = this.next;
    if (number > (hasBegun ? maxTries : maxTriesToBegin)) this.#giveUp();
    else this.#replace();
  }

  /** Not more often than tries are made: what is silent again and again is not mended by that. */
  #tryQuietly(): void {
    if (!this.#options.decides) return;
    if (this.#tries > 0 || performance.now() - this.#triedAt < tryMilliseconds || !this.#options.canTalk()) return;
    this.#tries = 1;
    this.#triedAt = performance.now();
    this.#options.restart();
  }

  /** A try has come to nothing. The next begins when its time does: what broke the network may not be over. */
  #fail(): void {
    if (this.#tries >= this.#maxTries) this.#giveUp();
  }

  #tryNow(): void {
    clearTimeout(this.#timer);
    if (!this.#options.canTalk()) return; // `talk()` goes on.
    if (this.#tries >= this.#maxTries) {
      this.#giveUp();
      return;
    }
    if (this.#isUnanswered) {
      this.#unanswered += 1;
      this.#wait(tryMilliseconds);
      return;
    }
    this.#unanswered = 0;
    this.#tries += 1;
    this.#triedAt = performance.now();
    if (this.#tries > triesBeforeReplacing && this.#options.decides && this.#wasWell) {
      this.#replace();
      return;
    }
    this.#wait(tryMilliseconds + (this.#tries - 1) * longerMilliseconds);
    this.#options.restart();
  }

  #replace(): void {
    this.stop();
    this.#options.replace();
  }

  #giveUp(): void {
    this.stop();
    this.#options.failed();
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#tryNow();
      },
      milliseconds * (1 + (Math.random() * 2 - 1) * jitter),
    );
  }
}
