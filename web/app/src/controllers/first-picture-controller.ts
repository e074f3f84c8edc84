import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { CallPhase } from "../elements/call-phase.js";

/** How long the first picture is waited for, in milliseconds: there may be none. */
const patienceMilliseconds = 1_000;

/**
 * Lets the screen of those who are connected at once stay as it is until the first picture is there. Before, there is nothing else to be shown, and drawing
 * the page anew takes the processor from those that make the picture.
 */
export class FirstPictureController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #shown: CallPhase | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#forget();
  }

  /** What is to be shown; `comes`: whether a picture is to be expected. */
  phaseFor(now: CallPhase, comes: boolean): CallPhase {
    if (now === "connected" && (this.#shown === "joining" || this.#shown === "waiting") && comes && !this.#isOver) {
      this.#patience ??= setTimeout(this.#end, patienceMilliseconds);
      return this.#shown;
    }
    this.#forget();
    this.#shown = now;
    return now;
  }

  /** It is there: what is drawn next comes behind it. */
  readonly seen = (): void => {
    if (this.#patience !== undefined) requestAnimationFrame(this.#end);
  };

  readonly #end = (): void => {
    if (this.#patience === undefined) return; // what was waited for is gone
    this.#isOver = true;
    this.#host.requestUpdate();
  };

  #forget(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#isOver = false;
  }
}
