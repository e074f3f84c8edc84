import { expect, it } from "vitest";
import { button, collect, deep, mount, text } from "../testing/mount.js";
import "./duet-notice.js";

it("says what happened, where, and takes the focus there", async () => {
  const notice = await mount("duet-notice", {
    heading: "Full",
    text: "Two are in it.",
    room: "a",
    primary: "Try again",
    secondary: "Back",
  });
  expect(text(notice)).toContain("Full | a | Two are in it.");
  expect(notice.shadowRoot?.activeElement).toBe(deep(notice, "h1"));
});

it("offers two ways on", async () => {
  const notice = await mount("duet-notice", { primary: "Try again", secondary: "Back" });
  const [first, second] = [collect(notice, "duet-primary"), collect(notice, "duet-secondary")];
  button(notice, "Try again").click();
  button(notice, "Back").click();
  expect([first.length, second.length]).toEqual([1, 1]);
});
