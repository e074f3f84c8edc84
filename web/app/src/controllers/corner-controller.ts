import type { ReactiveController, ReactiveControllerHost } from "lit";

export type Corner = "top-left" | "top-right" | "bottom-left" | "bottom-right";

/** How far a finger or mouse may go for a press to still be a press, in pixels. */
const pressPixels = 6;

const clockwise: readonly Corner[] = ["top-left", "top-right", "bottom-right", "bottom-left"];

/** Lets a small picture be dragged by a button on it, and snaps it into the corner where it was let go; arrow keys and `next` do the same without dragging. */
export class CornerController implements ReactiveController {
  corner: Corner = "bottom-right";
  dragging = false;

  readonly #host: ReactiveControllerHost & HTMLElement;
  #start: { readonly x: number; readonly y: number } | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.dragging = false;
  }

  /** Into the next corner, clockwise. */
  next(): void {
    this.#move(clockwise[(clockwise.indexOf(this.corner) + 1) % clockwise.length] ?? "bottom-right");
  }

  /** Whether an arrow key moved it. */
  moveByKey(key: string): boolean {
    const [vertical, horizontal] = this.corner.split("-");
    const moved: Partial<Record<string, string>> = {
      ArrowUp: `top-${horizontal}`,
      ArrowDown: `bottom-${horizontal}`,
      ArrowLeft: `${vertical}-left`,
      ArrowRight: `${vertical}-right`,
    };
    if (moved[key] === undefined) return false;
    this.#move(moved[key] as Corner);
    return true;
  }

  readonly onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#start = { x: event.clientX, y: event.clientY };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };

  readonly onPointerMove = (event: PointerEvent): void => {
    if (this.#start === undefined) return;
    const [x, y] = [event.clientX - this.#start.x, event.clientY - this.#start.y];
    if (!this.dragging && Math.hypot(x, y) < pressPixels) return;
    this.dragging = true;
    tileOf(event).style.translate = `${x}px ${y}px`;
    this.#host.requestUpdate();
  };

  /** Ends a drag. What comes after one is a click all the same: `dragging` is still true then, and false a moment later. */
  readonly onPointerUp = (event: PointerEvent): void => {
    this.#start = undefined;
    if (!this.dragging) return;
    const tile = tileOf(event);
    const [box, around] = [tile.getBoundingClientRect(), this.#host.getBoundingClientRect()];
    tile.style.translate = "";
    const vertical = box.top + box.height / 2 < around.top + around.height / 2 ? "top" : "bottom";
    const horizontal = box.left + box.width / 2 < around.left + around.width / 2 ? "left" : "right";
    this.#move(`${vertical}-${horizontal}`);
    setTimeout(() => {
      this.dragging = false;
      this.#host.requestUpdate();
    });
  };

  #move(corner: Corner): void {
    this.corner = corner;
    this.#host.requestUpdate();
  }
}

function tileOf({ currentTarget }: Event): HTMLElement {
  const button = currentTarget as HTMLElement;
  return button.parentElement ?? button;
}
