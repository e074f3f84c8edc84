import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Keeps the focus in an element that takes away what had it: whoever works by keyboard would begin at the top of the page again. */
export class FocusController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #refuge: () => HTMLElement | null;
  #focused: Element | undefined;

  /** `refuge`: what gets the focus when that which had it is gone. */
  constructor(host: ReactiveControllerHost & HTMLElement, refuge: () => HTMLElement | null) {
    this.#host = host;
    this.#refuge = refuge;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = focusPath().find((element) => element.getRootNode() === this.#host.shadowRoot);
  }

  hostUpdated(): void {
    if (this.#focused?.isConnected === false) this.#refuge()?.focus();
    this.#focused = undefined;
  }
}

/** What has the focus, in whatever shadow tree; `undefined` where nothing has it. */
export function focusedElement(): HTMLElement | undefined {
  const element = focusPath().at(-1);
  return element instanceof HTMLElement ? element : undefined;
}

/** From the element of the document, through the shadow trees, to the one that has the focus. */
function focusPath(): Element[] {
  const path: Element[] = [];
  let element = document.activeElement === document.body ? null : document.activeElement;
  for (; element !== null; element = element.shadowRoot?.activeElement ?? null) path.push(element);
  return path;
}
