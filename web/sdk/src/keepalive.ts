const missedUntilSilent = 3;

/**
 * Asks the other end to prove itself alive. What counts is unanswered questions, not time: a browser that throttles the timers of a
 * background page, or a laptop that slept, asks late but is not wrong.
 */
export class Keepalive {
  readonly #ask: () => void;
  readonly #silent: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #probe: ReturnType<typeof setTimeout> | undefined;
  #unanswered = 0;

  /** `ask` sends one keepalive; `silent` is called once, after three in a row brought nothing back. */
  constructor(ask: () => void, silent: () => void) {
    this.#ask = ask;
    this.#silent = silent;
  }

  start(intervalSeconds: number): void {
    this.stop();
    this.#unanswered = 0;
    this.#timer = setInterval(() => {
      this.#tick();
    }, intervalSeconds * 1000);
  }

  /** Anything that came from the other end proves it alive. */
  heard(): void {
    this.#unanswered = 0;
    clearTimeout(this.#probe);
    this.#probe = undefined;
  }

  /** Asks once more, now: this time what counts is time, because there is reason to doubt. */
  probe(milliseconds: number): void {
    if (this.#timer === undefined || this.#probe !== undefined) return;
    this.#probe = setTimeout(() => {
      this.stop();
      this.#silent();
    }, milliseconds);
    this.#ask();
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#probe);
    this.#timer = this.#probe = undefined;
  }

  #tick(): void {
    if (this.#unanswered >= missedUntilSilent) {
      this.stop();
      this.#silent();
      return;
    }
    this.#unanswered += 1;
    this.#ask();
  }
}
