import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
import "./duet-hint.js";

it("keeps the place where words will be read out, and says nothing while all is well", async () => {
  const element = await mount("duet-hint");
  expect(deep(element, "[role=status]").textContent.trim()).toBe("");
});

it("tells one who talks while muted, and mends it", async () => {
  const element = await mount("duet-hint", { hint: "muted" });
  const unmutes = collect(element, "duet-unmute");
  expect(text(element)).toContain(en.mutedTalking);
  expect(text(element)).toContain(en.mutedTalkingKeys);
  button(element, en.unmute).click();
  expect(unmutes).toHaveLength(1);
});

it("names no keys where they are off", async () => {
  expect(text(await mount("duet-hint", { hint: "muted", keys: false }))).not.toContain(en.mutedTalkingKeys);
});

it("leads from a silent microphone to the settings, where there are any", async () => {
  const element = await mount("duet-hint", { hint: "silent" });
  expect(hasButton(element, en.check)).toBe(false);
  element.settings = true;
  await element.updateComplete;
  const settings = collect(element, "duet-settings");
  button(element, en.check).click();
  expect(settings).toHaveLength(1);
});

it("says that one is heard while Space is held", async () => {
  expect(text(await mount("duet-hint", { hint: "talking" }))).toContain(en.talking);
});
