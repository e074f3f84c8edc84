import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { button, deep, mount } from "../testing/mount.js";
import "./duet-quality.js";
import type { QualityView } from "./duet-quality.js";

it.each<[QualityView | null, string, string]>([
  [null, en.qualityMeasuring, ""],
  [{ level: 4, reason: null }, en.quality4, en.qualityMeaning4],
  [{ level: 3, reason: "delay" }, en.quality3, en.qualityMeaning3],
  [{ level: 2, reason: "loss" }, en.quality2, en.reasonLoss],
  [{ level: 2, reason: "jitter" }, en.quality2, en.reasonJitter],
  [{ level: 1, reason: "delay" }, en.quality1, en.reasonDelay],
  [{ level: 1, reason: "bandwidth" }, en.quality1, en.reasonBandwidth],
  [{ level: 1, reason: null }, en.quality1, en.reasonUnknown],
])("says %j in plain words", async (quality, words, meaning) => {
  const element = await mount("duet-quality", { quality });
  button(element, en.quality(words)).click();
  await element.updateComplete;
  const shown = deep(element, "#meaning");
  expect(shown.hidden).toBe(false);
  expect(shown.textContent.trim()).toBe(`${en.quality(words)}${meaning}`);
});

it("shows as many bars as there are levels", async () => {
  const element = await mount("duet-quality", { quality: { level: 3, reason: null } });
  expect(deep(element, ".bars").className).toContain("level-3");
});
