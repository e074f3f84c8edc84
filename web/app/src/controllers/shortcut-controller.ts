import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What a key can do in a call. */
export type Shortcut = "microphone" | "camera" | "share" | "chat" | "full-screen" | "picture-in-picture" | "swap" | "statistics" | "list";

export const shortcutKeys: Readonly<Record<Shortcut, string>> = {
  microphone: "M",
  camera: "V",
  share: "S",
  chat: "C",
  "full-screen": "F",
  "picture-in-picture": "P",
  swap: "W",
  statistics: "I",
  list: "?",
};

/** What the keys lead to. */
export interface ShortcutTarget {
  press(shortcut: Shortcut): void;
  /** Space is held, or let go of. */
  talk(held: boolean): void;
}

const shortcutsByKey = new Map(Object.entries(shortcutKeys).map(([shortcut, key]) => [key.toLowerCase(), shortcut as Shortcut]));

const storageKey = "duet.shortcuts";

/**
 * The keys of a call. None counts while one types, chooses or works in a dialog; Space is a button's own for whoever walked there by keyboard.
 * In a page of somebody else, they count only while the call has the focus. WCAG 2.1.4: they can be switched off, and that is remembered.
 */
export class ShortcutController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #target: ShortcutTarget;
  readonly #isEmbedded: () => boolean;
  #enabled = wereLeftOn();
  #walking = false;
  #talking = false;

  constructor(host: ReactiveControllerHost & HTMLElement, target: ShortcutTarget, isEmbedded: () => boolean) {
    this.#host = host;
    this.#target = target;
    this.#isEmbedded = isEmbedded;
    host.addController(this);
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  set enabled(enabled: boolean) {
    this.#enabled = enabled;
    remember(enabled);
    this.#letGo();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    addEventListener("keydown", this.#onKeyDown);
    addEventListener("keyup", this.#onKeyUp);
    addEventListener("pointerdown", this.#onPointer);
    addEventListener("blur", this.#letGo);
  }

  hostDisconnected(): void {
    removeEventListener("keydown", this.#onKeyDown);
    removeEventListener("keyup", this.#onKeyUp);
    removeEventListener("pointerdown", this.#onPointer);
    removeEventListener("blur", this.#letGo);
    this.#letGo();
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Tab") this.#walking = true;
    if (!this.#counts(event)) return;
    if (event.key === " ") this.#hold(event);
    else if (!event.repeat) this.#press(event);
  };

  #press(event: KeyboardEvent): void {
    const shortcut = shortcutsByKey.get(event.key.toLowerCase());
    if (shortcut === undefined) return;
    event.preventDefault();
    this.#target.press(shortcut);
  }

  #hold(event: KeyboardEvent): void {
    if (this.#walking && isControl(event)) return;
    event.preventDefault(); // neither scrolls nor presses the button that was clicked last
    if (this.#talking) return;
    this.#talking = true;
    this.#target.talk(true);
  }

  readonly #onKeyUp = (event: KeyboardEvent): void => {
    if (event.key !== " " || !this.#talking) return;
    event.preventDefault();
    this.#letGo();
  };

  readonly #onPointer = (): void => {
    this.#walking = false;
  };

  readonly #letGo = (): void => {
    if (!this.#talking) return;
    this.#talking = false;
    this.#target.talk(false);
  };

  #counts(event: KeyboardEvent): boolean {
    if (!this.#enabled || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (this.#isEmbedded() && !event.composedPath().includes(this.#host)) return false;
    return !event.composedPath().some(takesKeys);
  }
}

function takesKeys(target: EventTarget): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select, dialog, [role=menu]"));
}

function isControl(event: Event): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && target.matches("button, a, summary, [role=button]");
}

function wereLeftOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true; // storage is switched off
  }
}

function remember(enabled: boolean): void {
  try {
    localStorage.setItem(storageKey, enabled ? "on" : "off");
  } catch {
    // Storage is switched off: it holds for this page.
  }
}
