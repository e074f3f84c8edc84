import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Keeps the screen from going dark as long as its element is in the page. Where the browser does not let us, nothing happens. */
export class WakeLockController implements ReactiveController {
  #lock: WakeLockSentinel | undefined;
  #wanted = false;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#wanted = true;
    document.addEventListener("visibilitychange", this.#acquire);
    this.#acquire();
  }

  hostDisconnected(): void {
    this.#wanted = false;
    document.removeEventListener("visibilitychange", this.#acquire);
    void this.#release();
  }

  /** The browser takes the lock back whenever the page is hidden. */
  readonly #acquire = (): void => {
    if (document.visibilityState === "visible") void this.#request();
  };

  async #request(): Promise<void> {
    if (this.#lock?.released === false || !("wakeLock" in navigator)) return;
    try {
      this.#lock = await navigator.wakeLock.request("screen");
      if (!this.#wanted) await this.#release();
    } catch {
      // Battery saver, or a policy of the page around us.
    }
  }

  async #release(): Promise<void> {
    const lock = this.#lock;
    this.#lock = undefined;
    await lock?.release();
  }
}
