/** What came less long ago, in milliseconds, came just now. */
const freshMilliseconds = 600;

/** Whether the other side can be heard, by anything that comes from it: a browser notices seconds later that nothing does. */
export class OtherSide {
  readonly #heardAt: () => number;
  #silentSince: number | undefined;

  /** @param heardAt when something came from it for the last time, on the clock of `performance` */
  constructor(heardAt: () => number) {
    this.#heardAt = heardAt;
  }

  /** Nothing comes any more. */
  fallSilent(): void {
    this.#silentSince = performance.now();
  }

  /** The connection to it is well, or over: its silence is forgotten. */
  forget(): void {
    this.#silentSince = undefined;
  }

  /** Whether it fell silent, whatever has come since. */
  get fellSilent(): boolean {
    return this.#silentSince !== undefined;
  }

  /** Whether it fell silent and nothing comes still: the way may be there again, and the browser has not noticed that either. */
  get isSilent(): boolean {
    return this.#silentSince !== undefined && (this.#heardAt() < this.#silentSince || !this.isHeard);
  }

  /** Whether something came just now, so that there is a way. */
  get isHeard(): boolean {
    return performance.now() - this.#heardAt() < freshMilliseconds;
  }
}
