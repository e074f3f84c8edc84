import { afterEach, expect, it, vi } from "vitest";
import { copyText } from "./copy-text.js";

afterEach(() => {
  Reflect.deleteProperty(document, "execCommand");
});

function withClipboard(writeText: (text: string) => Promise<void>): void {
  vi.stubGlobal("navigator", { clipboard: { writeText } });
}

it("copies to the clipboard", async () => {
  const writeText = vi.fn(() => Promise.resolve());
  withClipboard(writeText);
  expect(await copyText("the link")).toBe(true);
  expect(writeText).toHaveBeenCalledWith("the link");
});

it("falls back to the old command, and leaves nothing in the page", async () => {
  vi.stubGlobal("navigator", {});
  Object.assign(document, { execCommand: () => true });
  const before = document.body.childElementCount;
  expect(await copyText("the link")).toBe(true);
  expect(document.body.childElementCount).toBe(before);
});

it("says so when neither works", async () => {
  withClipboard(() => Promise.reject(new DOMException("No.", "NotAllowedError")));
  expect(await copyText("the link")).toBe(false);
});
