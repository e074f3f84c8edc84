import { html, render } from "lit";
import { beforeEach, expect, it, vi } from "vitest";
import { button, collect, deep } from "../testing/mount.js";
import "./duet-menu.js";
import type { DuetMenu } from "./duet-menu.js";

const chosen = vi.fn();
let menu: DuetMenu;

beforeEach(async () => {
  chosen.mockReset();
  Element.prototype.checkVisibility = () => true;
  const item = (name: string) => html`<button role="menuitem" tabindex="-1" @click=${() => void chosen(name)}>${name}</button>`;
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  render(html`<duet-menu label="More"><span slot="face"></span>${["One", "Two", "Three"].map(item)}</duet-menu>`, place);
  menu = found("duet-menu");
  await menu.updateComplete;
});

function found(name: "duet-menu"): DuetMenu {
  const element = document.querySelector(name);
  if (element === null) throw new Error(`There is no ${name}.`);
  return element;
}

const isOpen = () => !deep(menu, "[role=menu]").hidden;
const focused = () => document.activeElement?.textContent;

async function press(key: string, target: EventTarget = document.activeElement ?? menu): Promise<void> {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
  await menu.updateComplete;
}

it("opens and closes with its button, and tells", async () => {
  const toggles = collect(menu, "duet-menu-toggle");
  for (const open of [true, false]) {
    button(menu, "More").dispatchEvent(new MouseEvent("click", { detail: 1, bubbles: true }));
    await menu.updateComplete;
    expect([isOpen(), button(menu, "More").getAttribute("aria-expanded")]).toEqual([open, String(open)]);
  }
  expect(toggles).toEqual([true, false]);
});

it("is walked with the arrow keys, round and round", async () => {
  await menu.show();
  expect(focused()).toBe("One");
  for (const [key, name] of [
    ["ArrowDown", "Two"],
    ["End", "Three"],
    ["ArrowDown", "One"],
    ["ArrowUp", "Three"],
    ["Home", "One"],
  ] as const) {
    await press(key);
    expect(focused()).toBe(name);
  }
});

it("closes with Escape, and gives the focus back to its button", async () => {
  await menu.show();
  await press("Escape");
  expect(isOpen()).toBe(false);
  expect(menu.shadowRoot?.activeElement).toBe(button(menu, "More"));
});

it("closes when something is chosen", async () => {
  await menu.show();
  (menu.querySelectorAll("button")[1] as HTMLElement).click();
  await menu.updateComplete;
  expect(chosen).toHaveBeenCalledWith("Two");
  expect(isOpen()).toBe(false);
});

it("has given the focus back to its button when what was chosen acts", async () => {
  let focusedThen: Element | null = null;
  chosen.mockImplementation(() => {
    focusedThen = document.activeElement;
  });
  await menu.show();
  (menu.querySelectorAll("button")[1] as HTMLElement).click();
  expect(focusedThen).toBe(menu);
});

it("closes when one turns to something else", async () => {
  await menu.show();
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
  await menu.updateComplete;
  expect(isOpen()).toBe(false);
});

it("leaves out what there is no room for", async () => {
  (menu.querySelectorAll("button")[0] as HTMLElement).checkVisibility = () => false;
  await menu.show();
  expect(focused()).toBe("Two");
});
