/** Between the beginnings of two tries, in milliseconds, for a start; half as much again at random keeps many clients from coming at once. */
const firstMilliseconds = 300;

/** At most. */
const lastMilliseconds = 2_000;

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
    const isDone = await attempt(number);
    this.#isTrying = false;
    if (isDone || this.#attempt !== attempt) return;
    const distance = Math.min(firstMilliseconds * 2 ** number, lastMilliseconds);
    this.#timer = setTimeout(
      () => {
        void this.#try();
      },
      distance * (1 + Math.random() / 2),
    );
  }
}
