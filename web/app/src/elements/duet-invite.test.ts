import { beforeEach, describe, expect, it, vi } from "vitest";
import { en } from "../i18n/en.js";
import { button, deep, hasButton, mount, text } from "../testing/mount.js";
import "./duet-invite.js";

const link = "https://duet.example.org/r/quiet-harbour";
const copied: string[] = [];

beforeEach(() => {
  copied.length = 0;
  vi.stubGlobal("navigator", { clipboard: { writeText: (value: string) => Promise.resolve(void copied.push(value)) } });
});

it("shows the link, and copies it", async () => {
  const invite = await mount("duet-invite", { link });
  expect(deep(invite, "input", HTMLInputElement).value).toBe(link);
  button(invite, en.copyLink).click();
  await vi.waitFor(() => {
    expect(text(invite)).toContain(en.copied);
  });
  expect(copied).toEqual([link]);
});

describe("the browser's share sheet", () => {
  it("gets the link where there is one", async () => {
    const share = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { share, canShare: () => true });
    button(await mount("duet-invite", { link }), en.share).click();
    expect(share).toHaveBeenCalledWith({ title: en.shareTitle, url: link });
  });

  it("may be closed without a word", async () => {
    const share = vi.fn(() => Promise.reject(new DOMException("Closed.", "AbortError")));
    vi.stubGlobal("navigator", { share });
    button(await mount("duet-invite", { link }), en.share).click();
    await Promise.resolve();
    expect(share).toHaveBeenCalled();
  });

  it("is not offered where there is none, or not for this link", async () => {
    expect(hasButton(await mount("duet-invite", { link }), en.share)).toBe(false);
    vi.stubGlobal("navigator", { share: vi.fn(), canShare: () => false });
    expect(hasButton(await mount("duet-invite", { link }), en.share)).toBe(false);
  });
});

it("shows a code when it is asked for, and hides it again", async () => {
  const invite = await mount("duet-invite", { link });
  const toggle = button(invite, en.showCode);
  expect([toggle.getAttribute("aria-expanded"), invite.shadowRoot?.querySelector("duet-qr")]).toEqual(["false", null]);
  toggle.click();
  await invite.updateComplete;
  expect(deep(invite, "duet-qr").getAttribute("text")).toBe(link);
  toggle.click();
  await invite.updateComplete;
  expect(toggle.getAttribute("aria-expanded")).toBe("false");
});
