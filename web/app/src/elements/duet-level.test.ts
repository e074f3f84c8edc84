import type { MicrophoneMeter } from "@duet/sdk";
import { expect, it } from "vitest";
import { FakeMeter } from "../testing/fake-devices.js";
import { deep, mount } from "../testing/mount.js";
import type { DuetLevel } from "./duet-level.js";
import "./duet-level.js";

const asMeter = (meter: FakeMeter) => meter as unknown as MicrophoneMeter;
const lit = (level: DuetLevel) => level.shadowRoot?.querySelectorAll(".lit").length;

it("lights as many segments as the microphone is loud", async () => {
  const meter = new FakeMeter();
  const level = await mount("duet-level", { meter: asMeter(meter), segments: 10, label: "Level" });
  expect(lit(level)).toBe(0);
  meter.hear(0.52);
  await level.updateComplete;
  expect([lit(level), deep(level, "[role=meter]").getAttribute("aria-valuenow")]).toEqual([5, "5"]);
});

it("follows another meter, and the one before no more", async () => {
  const [before, after] = [new FakeMeter(), new FakeMeter()];
  const level = await mount("duet-level", { meter: asMeter(before) });
  level.meter = asMeter(after);
  await level.updateComplete;
  before.hear(1);
  after.hear(0.4);
  await level.updateComplete;
  expect(lit(level)).toBe(2);
});

it("follows none once it is gone, and again when it is back", async () => {
  const meter = new FakeMeter();
  const level = await mount("duet-level", { meter: asMeter(meter) });
  level.remove();
  meter.hear(1);
  await level.updateComplete;
  expect(lit(level)).toBe(0);
  document.body.append(level);
  meter.hear(1);
  await level.updateComplete;
  expect(lit(level)).toBe(5);
});
