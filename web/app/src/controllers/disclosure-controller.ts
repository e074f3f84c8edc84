import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Opens and closes a few words beside a button: by hovering, pressing, Escape, and by turning to something else. */
export class DisclosureController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #hovered = false;
  #pressed = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get open(): boolean {
    return this.#hovered || this.#pressed;
  }

  hostConnected(): void {
    this.#host.addEventListener("pointerenter", this.#hover);
    this.#host.addEventListener("pointerleave", this.#hover);
    this.#host.addEventListener("focusout", this.close);
    addEventListener("keydown", this.#closeByKey);
    addEventListener("pointerdown", this.#closeFromElsewhere);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener("pointerenter", this.#hover);
    this.#host.removeEventListener("pointerleave", this.#hover);
    this.#host.removeEventListener("focusout", this.close);
    removeEventListener("keydown", this.#closeByKey);
    removeEventListener("pointerdown", this.#closeFromElsewhere);
    this.close();
  }

  readonly press = (): void => {
    this.#set(this.#hovered, !this.#pressed);
  };

  readonly close = (): void => {
    this.#set(false, false);
  };

  /** A finger also enters before it taps: only what can hover counts. */
  readonly #hover = ({ type, pointerType }: PointerEvent): void => {
    this.#set(type === "pointerenter" && pointerType === "mouse", this.#pressed);
  };

  readonly #closeByKey = ({ key }: KeyboardEvent): void => {
    if (key === "Escape") this.close();
  };

  readonly #closeFromElsewhere = (event: PointerEvent): void => {
    if (!event.composedPath().includes(this.#host)) this.close();
  };

  #set(hovered: boolean, pressed: boolean): void {
    if (hovered === this.#hovered && pressed === this.#pressed) return;
    this.#hovered = hovered;
    this.#pressed = pressed;
    this.#host.requestUpdate();
  }
}
