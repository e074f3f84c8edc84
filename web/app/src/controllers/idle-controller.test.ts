import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { beforeEach, expect, it, vi } from "vitest";
import { IdleController } from "./idle-controller.js";

@customElement("idle-probe")
class IdleProbe extends LitElement {
  held = false;
  readonly controller = new IdleController(this, () => this.held);

  override render(): TemplateResult {
    return html`<button>Mute</button>`;
  }
}

let probe: IdleProbe;

beforeEach(() => {
  vi.useFakeTimers();
  probe = new IdleProbe();
  document.body.replaceChildren(probe);
  return () => {
    probe.remove();
    vi.useRealTimers();
  };
});

const pass = (milliseconds: number) => {
  vi.advanceTimersByTime(milliseconds);
};

it("steps back when nothing happens for a while", () => {
  expect(probe.controller.idle).toBe(false);
  pass(4_000);
  expect(probe.controller.idle).toBe(true);
});

it("comes back with the pointer, and stays as long as it moves", () => {
  pass(4_000);
  probe.dispatchEvent(new Event("pointermove"));
  expect(probe.controller.idle).toBe(false);
  pass(3_000);
  probe.dispatchEvent(new Event("pointermove"));
  pass(3_000);
  expect(probe.controller.idle).toBe(false);
});

it("goes sooner when the mouse leaves", () => {
  probe.dispatchEvent(Object.assign(new Event("pointerleave"), { pointerType: "mouse" }));
  pass(1_000);
  expect(probe.controller.idle).toBe(true);
});

it("waits as long as something holds it", () => {
  probe.held = true;
  pass(20_000);
  expect(probe.controller.idle).toBe(false);
  probe.held = false;
  pass(4_000);
  expect(probe.controller.idle).toBe(true);
});

it("never goes for one who walks by keyboard, until a pointer is used again", () => {
  probe.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab" }));
  pass(60_000);
  expect(probe.controller.idle).toBe(false);
  probe.dispatchEvent(new Event("pointerdown"));
  pass(4_000);
  expect(probe.controller.idle).toBe(true);
});

it("comes back with the focus, wherever that came from", () => {
  pass(4_000);
  probe.dispatchEvent(new Event("focusin"));
  expect(probe.controller.idle).toBe(false);
});

it("does nothing any more when it left the page", () => {
  probe.remove();
  pass(60_000);
  expect(probe.controller.idle).toBe(false);
});
