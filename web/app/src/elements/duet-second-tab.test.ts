import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
import "./duet-second-tab.js";

it.each([
  ["living", en.inOtherTab],
  ["crashed", en.crashedTab],
] as const)("says where a %s tab has the call, and lets somebody else join", async (found, words) => {
  const element = await mount("duet-second-tab", { found });
  expect(text(element)).toContain(words);
  const joins = collect(element, "duet-join-beside");
  button(element, en.joinBeside).click();
  expect(joins).toHaveLength(1);
});

it("is silent while there is no such tab, in a place from which it is heard later", async () => {
  const element = await mount("duet-second-tab");
  expect(deep(element, "[role=status]").textContent.trim()).toBe("");
  expect(hasButton(element, en.joinBeside)).toBe(false);
});
