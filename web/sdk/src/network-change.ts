/** How long ago the network may have changed for that to be why nothing comes, in milliseconds. */
const changeMilliseconds = 5_000;

/** Whatever is heard so long after a change, in milliseconds, came over the network that there is now: what waited to be played is through. */
const settledMilliseconds = 500;

/** Whether this machine has just come to another network, so that what had its former address is lost. */
export class NetworkChange {
  readonly #heardAt: () => number;
  #at = Number.NEGATIVE_INFINITY;
  #isKnown = false;

  /** @param heardAt when something came from the other side for the last time, on the clock of `performance` */
  constructor(heardAt: () => number) {
    this.#heardAt = heardAt;
  }

  /** It has, or, where that is not known, may have. */
  note(isKnown: boolean): void {
    this.#at = performance.now();
    this.#isKnown = isKnown;
  }

  /** It has or may have, and nothing has been heard since that would say that it did no harm. */
  get isRecent(): boolean {
    return performance.now() - this.#at < changeMilliseconds && this.#heardAt() < this.#at + settledMilliseconds;
  }

  /** The same, of a change that is known. */
  get isCertain(): boolean {
    return this.#isKnown && this.isRecent;
  }

  /** How much is left of so many milliseconds after it. */
  left(milliseconds: number): number {
    return Math.max(0, this.#at + milliseconds - performance.now());
  }
}
