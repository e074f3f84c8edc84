import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { deep } from "../testing/mount.js";
import { CornerController } from "./corner-controller.js";

@customElement("corner-probe")
class CornerProbe extends LitElement {
  readonly controller = new CornerController(this);

  override render(): TemplateResult {
    const { onPointerDown, onPointerMove, onPointerUp } = this.controller;
    return html`<div class="tile">
      <button @pointerdown=${onPointerDown} @pointermove=${onPointerMove} @pointerup=${onPointerUp}></button>
    </div>`;
  }
}

let probe: CornerProbe;

beforeEach(async () => {
  probe = new CornerProbe();
  document.body.replaceChildren(probe);
  await probe.updateComplete;
  probe.getBoundingClientRect = () => new DOMRect(0, 0, 1000, 600);
});

const tile = () => deep(probe, ".tile");

function pointer(type: string, x: number, y: number): void {
  const button = deep(probe, "button");
  button.setPointerCapture = () => undefined;
  button.dispatchEvent(Object.assign(new Event(type), { button: 0, pointerId: 1, clientX: x, clientY: y }));
}

describe("a drag", () => {
  it.each([
    [100, 50, "top-left"],
    [700, 50, "top-right"],
    [100, 400, "bottom-left"],
    [700, 400, "bottom-right"],
  ] as const)("that ends at %i, %i snaps to %s", (x, y, corner) => {
    tile().getBoundingClientRect = () => new DOMRect(x, y, 200, 150);
    pointer("pointerdown", 900, 500);
    pointer("pointermove", x, y);
    expect(probe.controller.dragging).toBe(true);
    expect(tile().style.translate).not.toBe("");
    pointer("pointerup", x, y);
    expect([probe.controller.corner, tile().style.translate]).toEqual([corner, ""]);
  });

  it("is no click, but what comes after it is", () => {
    vi.useFakeTimers();
    pointer("pointerdown", 900, 500);
    pointer("pointermove", 500, 500);
    pointer("pointerup", 500, 500);
    expect(probe.controller.dragging).toBe(true);
    vi.runAllTimers();
    expect(probe.controller.dragging).toBe(false);
    vi.useRealTimers();
  });

  it("begins only after some way: a finger trembles", () => {
    pointer("pointerdown", 900, 500);
    pointer("pointermove", 903, 503);
    expect(probe.controller.dragging).toBe(false);
  });
});

describe("without dragging", () => {
  it("arrow keys move it", () => {
    expect(probe.controller.moveByKey("ArrowUp")).toBe(true);
    expect(probe.controller.corner).toBe("top-right");
    expect(probe.controller.moveByKey("ArrowLeft")).toBe(true);
    expect(probe.controller.corner).toBe("top-left");
    expect(probe.controller.moveByKey("Enter")).toBe(false);
  });

  it("it goes round, corner by corner", () => {
    const corners = [1, 2, 3, 4].map(() => {
      probe.controller.next();
      return probe.controller.corner;
    });
    expect(corners).toEqual(["bottom-left", "top-left", "top-right", "bottom-right"]);
  });
});
