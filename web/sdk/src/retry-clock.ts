/** Between the beginnings of two tries, in milliseconds, for a start; half as much again at random keeps many clients from coming at once. */
const firstMilliseconds = 300;

/** What the distance grows by each time, and what it comes to, in milliseconds: at first, as a server that is started anew is soon there, and later. */
const growth = 1.5;
const soonMilliseconds = 400;
const lateMilliseconds = 2_000;

/** How many tries are at first: some 30 seconds of them. */
const soonTries = 60;

/** Between the end of a try that took its time and the next, in milliseconds. */
const restMilliseconds = 50;

/** Tries something again and again, one try at a time, at growing and random distances, until it succeeds. */
export class RetryClock {
  #attempt: ((attempt: number) => Promise<boolean>) | undefined;
  #attempts = 0;
  #isTrying = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Tries at once, and then until a try says that it was the last. */
  start(attempt: (attempt: number) => Promise<boolean>): void {
    this.stop();
    this.#attempt = attempt;
    this.#attempts = 0;
    void this.#try();
  }

  /** Something has changed: a try that waits for its time need not wait, and the distances begin anew. */
  now(): void {
    this.#attempts = 0;
    if (this.#attempt === undefined || this.#isTrying) return;
    clearTimeout(this.#timer);
    void this.#try();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#attempt = undefined;
  }

  async #try(): Promise<void> {
    const attempt = this.#attempt;
    if (attempt === undefined) return;
    this.#isTrying = true;
    const number = this.#attempts;
    this.#attempts += 1;
    const begun = performance.now();
    const isDone = await attempt(number);
    this.#isTrying = false;
    if (isDone || this.#attempt !== attempt) return;
    const most = number < soonTries ? soonMilliseconds : lateMilliseconds;
    const distance = Math.min(firstMilliseconds * growth ** number, most) * (1 + Math.random() / 2);
    this.#timer = setTimeout(
      () => {
        void this.#try();
      },
      Math.max(restMilliseconds, begun + distance - performance.now()),
    );
  }
}
