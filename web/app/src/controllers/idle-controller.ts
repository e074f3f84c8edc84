import type { ReactiveController, ReactiveControllerHost } from "lit";

/** How long nothing has to happen, in milliseconds. */
const calmMilliseconds = 4_000;

/** Keys that walk through a page: whoever presses them looks for the controls. */
const walkingKeys = new Set(["Tab", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);

/**
 * Whether the controls may step back from the picture: the pointer rests, and nothing holds them. For whoever walks by keyboard or with a screen
 * reader they never do; a mouse or a finger takes over again when it is used.
 */
export class IdleController implements ReactiveController {
  idle = false;

  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #isHeld: () => boolean;
  #walking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `isHeld` is asked when it is time to step back; `hostUpdated` asks for it to be asked again. */
  constructor(host: ReactiveControllerHost & HTMLElement, isHeld: () => boolean) {
    this.#host = host;
    this.#isHeld = isHeld;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener("pointermove", this.#onPointer);
    this.#host.addEventListener("pointerdown", this.#onPointer);
    this.#host.addEventListener("pointerleave", this.#onLeave);
    this.#host.addEventListener("focusin", this.#wake);
    this.#host.addEventListener("keydown", this.#onKey);
    this.#wake();
  }

  hostDisconnected(): void {
    this.#host.removeEventListener("pointermove", this.#onPointer);
    this.#host.removeEventListener("pointerdown", this.#onPointer);
    this.#host.removeEventListener("pointerleave", this.#onLeave);
    this.#host.removeEventListener("focusin", this.#wake);
    this.#host.removeEventListener("keydown", this.#onKey);
    clearTimeout(this.#timer);
  }

  /** Something happened that one wants to see: the controls are back for a while. */
  readonly wake = (): void => {
    this.#wake();
  };

  readonly #wake = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#rest, calmMilliseconds);
    this.#set(false);
  };

  readonly #rest = (): void => {
    if (this.#walking || this.#isHeld()) this.#timer = setTimeout(this.#rest, calmMilliseconds);
    else this.#set(true);
  };

  readonly #onPointer = (): void => {
    this.#walking = false;
    this.#wake();
  };

  /** Out of the window is out of the way. */
  readonly #onLeave = ({ pointerType }: PointerEvent): void => {
    if (pointerType !== "mouse") return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#rest, calmMilliseconds / 4);
  };

  readonly #onKey = ({ key }: KeyboardEvent): void => {
    if (walkingKeys.has(key)) this.#walking = true;
    this.#wake();
  };

  #set(idle: boolean): void {
    if (this.idle === idle) return;
    this.idle = idle;
    this.#host.requestUpdate();
  }
}
