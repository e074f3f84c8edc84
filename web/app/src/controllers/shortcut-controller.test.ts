import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { beforeEach, describe, expect, it } from "vitest";
import { ShortcutController } from "./shortcut-controller.js";

@customElement("shortcut-probe")
class ShortcutProbe extends LitElement {
  embedded = false;
  readonly pressed: string[] = [];
  readonly controller = new ShortcutController(
    this,
    { press: (shortcut) => this.pressed.push(shortcut), talk: (held) => this.pressed.push(held ? "talk" : "silence") },
    () => this.embedded,
  );

  override render(): TemplateResult {
    return html`<button>Mute</button><input />
      <div role="menu"><button>Item</button></div>`;
  }
}

let probe: ShortcutProbe;

beforeEach(async () => {
  localStorage.clear();
  probe = new ShortcutProbe();
  document.body.replaceChildren(probe);
  await probe.updateComplete;
});

function key(type: "keydown" | "keyup", name: string, target: EventTarget = document.body, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent(type, { key: name, bubbles: true, composed: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

function inside(selector: string): Element {
  const found = probe.renderRoot.querySelector(selector);
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
}

it.each([
  ["m", "microphone"],
  ["M", "microphone"],
  ["v", "camera"],
  ["s", "share"],
  ["f", "full-screen"],
  ["p", "picture-in-picture"],
  ["w", "swap"],
  ["i", "statistics"],
  ["?", "list"],
])("knows %s", (name, shortcut) => {
  expect(key("keydown", name).defaultPrevented).toBe(true);
  expect(probe.pressed).toEqual([shortcut]);
});

it("leaves every other key alone", () => {
  expect(key("keydown", "x").defaultPrevented).toBe(false);
  expect(key("keydown", "m", document.body, { ctrlKey: true }).defaultPrevented).toBe(false);
  expect(probe.pressed).toEqual([]);
});

it("takes a key that is held for one press", () => {
  key("keydown", "m");
  key("keydown", "m", document.body, { repeat: true });
  expect(probe.pressed).toEqual(["microphone"]);
});

describe("while one types or chooses", () => {
  it.each(["input", "[role=menu] button"])("in %s, no key counts", (selector) => {
    expect(key("keydown", "m", inside(selector)).defaultPrevented).toBe(false);
    expect(key("keydown", " ", inside(selector)).defaultPrevented).toBe(false);
    expect(probe.pressed).toEqual([]);
  });

  it("with an input method, no key counts", () => {
    key("keydown", "m", document.body, { isComposing: true });
    expect(probe.pressed).toEqual([]);
  });
});

describe("Space", () => {
  it("lets one talk as long as it is held", () => {
    key("keydown", " ");
    key("keydown", " ", document.body, { repeat: true });
    key("keyup", " ");
    expect(probe.pressed).toEqual(["talk", "silence"]);
  });

  it("presses the button that was walked to", () => {
    key("keydown", "Tab");
    expect(key("keydown", " ", inside("button")).defaultPrevented).toBe(false);
    expect(probe.pressed).toEqual([]);
  });

  it("does not press the button that was clicked last", () => {
    key("keydown", "Tab");
    inside("button").dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
    expect(key("keydown", " ", inside("button")).defaultPrevented).toBe(true);
    expect(probe.pressed).toEqual(["talk"]);
  });

  it("is let go of when the window loses the focus, and when the call is over", () => {
    key("keydown", " ");
    dispatchEvent(new Event("blur"));
    key("keydown", " ");
    probe.remove();
    expect(probe.pressed).toEqual(["talk", "silence", "talk", "silence"]);
  });
});

describe("in a page of somebody else", () => {
  it("counts only while the call has the focus", () => {
    probe.embedded = true;
    key("keydown", "m");
    expect(probe.pressed).toEqual([]);
    key("keydown", "m", inside("button"));
    expect(probe.pressed).toEqual(["microphone"]);
  });
});

describe("the switch", () => {
  it("turns all of them off, and is remembered", () => {
    probe.controller.enabled = false;
    key("keydown", "m");
    key("keydown", " ");
    expect(probe.pressed).toEqual([]);
    expect(new ShortcutProbe().controller.enabled).toBe(false);
  });
});
