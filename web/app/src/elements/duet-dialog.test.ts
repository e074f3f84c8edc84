import { expect, it } from "vitest";
import { button, collect, deep, mount, text } from "../testing/mount.js";
import type { DuetDialog } from "./duet-dialog.js";
import "./duet-dialog.js";

const dialog = (element: DuetDialog) => deep(element, "dialog", HTMLDialogElement);

async function open(): Promise<DuetDialog> {
  const element = await mount("duet-dialog", { heading: "Settings", closeLabel: "Close" });
  expect(dialog(element).open).toBe(false);
  element.open = true;
  await element.updateComplete;
  return element;
}

it("opens over the page, under its name", async () => {
  const element = await open();
  expect(dialog(element).open).toBe(true);
  expect(text(element)).toContain("Settings");
  expect(dialog(element).getAttribute("aria-labelledby")).toBe(deep(element, "h2").id);
});

it("closes by its button, and tells", async () => {
  const element = await open();
  const closes = collect(element, "duet-close");
  button(element, "Close").click();
  await element.updateComplete;
  expect([dialog(element).open, element.open, closes.length]).toEqual([false, false, 1]);
});

it("closes by a click beside it, and by none in it", async () => {
  const element = await open();
  deep(element, "h2").click();
  expect(dialog(element).open).toBe(true);
  dialog(element).click();
  expect(dialog(element).open).toBe(false);
});

it("closes without a word when it is told to", async () => {
  const element = await open();
  const closes = collect(element, "duet-close");
  element.open = false;
  await element.updateComplete;
  expect([dialog(element).open, closes.length]).toEqual([false, 0]);
});
