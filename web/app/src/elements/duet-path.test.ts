import type { ConnectionPath } from "@duet/sdk";
import { describe, expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { zh } from "../i18n/zh.js";
import { deep, mount } from "../testing/mount.js";
import "./duet-path.js";
import type { DuetPath } from "./duet-path.js";

const direct: ConnectionPath = { kind: "direct" };
const relayed = (protocol: "udp" | "tcp" | "tls" | null): ConnectionPath => ({ kind: "relayed", protocol });

const chip = (element: DuetPath) => deep(element, "button");
const meaning = (element: DuetPath) => deep(element, "[role=tooltip]");
const isOpen = (element: DuetPath) => !meaning(element).hidden && chip(element).getAttribute("aria-expanded") === "true";

async function after(element: DuetPath, act: () => void): Promise<boolean> {
  act();
  await element.updateComplete;
  return isOpen(element);
}

const pointer = (type: string, pointerType: string) => new PointerEvent(type, { pointerType, bubbles: true, composed: true });

describe("what it says", () => {
  it.each([
    [direct, "Direct", "直连", "pathDirectMeaning"],
    [relayed("udp"), "Relayed over UDP", "经 UDP 中继", "pathRelayedMeaning"],
    [relayed("tcp"), "Relayed over TCP", "经 TCP 中继", "pathRelayedStreamMeaning"],
    [relayed("tls"), "Relayed over TLS", "经 TLS 中继", "pathRelayedStreamMeaning"],
    [relayed(null), "Relayed", "经中继", "pathRelayedMeaning"],
  ] as const)("of %j is %s", async (path, english, chinese, key) => {
    const element = await mount("duet-path", { path });
    expect([chip(element).textContent.trim(), meaning(element).textContent]).toEqual([english, en[key]]);
    expect(chip(element).getAttribute("aria-label")).toBe(`Connection: ${english}`);
    element.texts = zh;
    await element.updateComplete;
    expect([chip(element).textContent.trim(), meaning(element).textContent]).toEqual([chinese, zh[key]]);
  });

  it("is nothing while the path is not known", async () => {
    const element = await mount("duet-path");
    expect(element.shadowRoot?.querySelector("*:not(style)")).toBeNull();
  });

  it("has a picture for each of the two", async () => {
    const picture = async (path: ConnectionPath) => (await mount("duet-path", { path })).shadowRoot?.querySelector("svg")?.innerHTML;
    expect(await picture(direct)).not.toBe(await picture(relayed("udp")));
  });
});

describe("what it means", () => {
  it("describes it to a screen reader all the time", async () => {
    const element = await mount("duet-path", { path: direct });
    expect(chip(element).getAttribute("aria-describedby")).toBe(meaning(element).id);
    expect(isOpen(element)).toBe(false);
  });

  it("is shown by a press and hidden by the next", async () => {
    const element = await mount("duet-path", { path: direct });
    const press = () => {
      chip(element).click();
    };
    expect([await after(element, press), await after(element, press)]).toEqual([true, false]);
  });

  it("is shown while the mouse is there, and stays after a press", async () => {
    const element = await mount("duet-path", { path: direct });
    expect(await after(element, () => element.dispatchEvent(pointer("pointerenter", "mouse")))).toBe(true);
    expect(await after(element, () => element.dispatchEvent(pointer("pointerleave", "mouse")))).toBe(false);
    element.dispatchEvent(pointer("pointerenter", "mouse"));
    chip(element).click();
    expect(await after(element, () => element.dispatchEvent(pointer("pointerleave", "mouse")))).toBe(true);
  });

  it("is not shown by a finger before its tap", async () => {
    const element = await mount("duet-path", { path: direct });
    expect(await after(element, () => element.dispatchEvent(pointer("pointerenter", "touch")))).toBe(false);
  });

  it.each([
    ["Escape", () => dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })), false],
    ["any other key", () => dispatchEvent(new KeyboardEvent("keydown", { key: "a" })), true],
    ["a press elsewhere", () => document.body.dispatchEvent(pointer("pointerdown", "touch")), false],
  ] as const)("after %s", async (_, act, open) => {
    const element = await mount("duet-path", { path: direct });
    chip(element).click();
    expect(await after(element, act)).toBe(open);
  });

  it("is hidden when there is nothing to explain, also for the next path", async () => {
    const element = await mount("duet-path", { path: direct });
    chip(element).click();
    element.path = null;
    await element.updateComplete;
    element.path = relayed("udp");
    await element.updateComplete;
    expect(isOpen(element)).toBe(false);
  });

  it("is hidden when the focus goes elsewhere, and stays for a press on itself", async () => {
    const element = await mount("duet-path", { path: direct });
    chip(element).click();
    expect(await after(element, () => meaning(element).dispatchEvent(pointer("pointerdown", "mouse")))).toBe(true);
    expect(await after(element, () => chip(element).dispatchEvent(new FocusEvent("focusout", { bubbles: true, composed: true })))).toBe(
      false,
    );
  });
});
