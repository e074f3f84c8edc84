import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Makes an element fill the screen, and says whether it does. */
export class FullScreenController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** False where the browser has no full screen for elements (iPhone), and where the page around us forbids it. */
  get possible(): boolean {
    return document.fullscreenEnabled;
  }

  get active(): boolean {
    return document.fullscreenElement !== null;
  }

  hostConnected(): void {
    document.addEventListener("fullscreenchange", this.#onChange);
  }

  hostDisconnected(): void {
    document.removeEventListener("fullscreenchange", this.#onChange);
  }

  async toggle(): Promise<void> {
    if (!this.possible) return;
    try {
      await (this.active ? document.exitFullscreen() : this.#host.requestFullscreen());
    } catch {
      // The browser wants a click or a key for it, and this was none.
    }
  }

  readonly #onChange = (): void => {
    this.#host.requestUpdate();
  };
}
