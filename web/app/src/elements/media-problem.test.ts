import { CallError } from "@duet/sdk";
import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { lackingDevice, openDevice } from "../testing/fake-devices.js";
import { describeConsequence, describeReplacements } from "./media-problem.js";

const open = { camera: openDevice("video"), microphone: openDevice("audio") };

it("says what joining would be like", () => {
  const none = lackingDevice("media-busy");
  expect(describeConsequence(en, open)).toBeUndefined();
  expect(describeConsequence(en, { camera: none, microphone: none })).toBe(en.neitherHeardNorSeen);
  expect(describeConsequence(en, { ...open, camera: none })).toBe(en.onlyHeard);
  expect(describeConsequence(en, { ...open, microphone: none })).toBe(en.onlySeen);
});

it("says that another device than the chosen one is used, which lacks nothing", () => {
  const replaced = { ...open, camera: { ...open.camera, problem: new CallError("media-replaced", "") } };
  expect(describeConsequence(en, replaced)).toBeUndefined();
  expect(describeReplacements(en, replaced)).toEqual([en.cameraReplaced("A video device")]);
});
