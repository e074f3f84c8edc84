import type { CallStatistics } from "@duet/sdk";
import type { ReactiveController, ReactiveControllerHost } from "lit";

export type StatisticsReader = () => Promise<CallStatistics | null>;

/** How often the call is asked, in milliseconds. */
const pollMilliseconds = 1_000;

/** How many answers are kept: two minutes. */
const kept = 120;

/** Asks a call how it goes, once a second, as long as its element is in the page. */
export class StatisticsController implements ReactiveController {
  /** The oldest first. */
  history: readonly CallStatistics[] = [];

  readonly #host: ReactiveControllerHost;
  readonly #read: () => StatisticsReader | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, read: () => StatisticsReader | undefined) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  get latest(): CallStatistics | undefined {
    return this.history.at(-1);
  }

  hostConnected(): void {
    this.#connected = true;
    void this.#poll();
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
  }

  async #poll(): Promise<void> {
    const statistics = await this.#ask();
    if (!this.#connected) return;
    this.#timer = setTimeout(() => void this.#poll(), pollMilliseconds);
    if (statistics === null) return;
    this.history = [...this.history, statistics].slice(-kept);
    this.#host.requestUpdate();
  }

  async #ask(): Promise<CallStatistics | null> {
    try {
      return (await this.#read()?.()) ?? null;
    } catch {
      return null; // the call has just ended
    }
  }
}
