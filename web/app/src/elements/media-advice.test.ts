import { CallError, type MediaErrorCode } from "@duet/sdk";
import { describe, expect, it } from "vitest";
import type { Client } from "../browser.js";
import { en, type Messages } from "../i18n/en.js";
import { mediaAdviceTexts } from "../i18n/media-advice-texts.js";
import { zh } from "../i18n/zh.js";
import { lackingDevice, openDevice } from "../testing/fake-devices.js";
import { describeMediaProblems } from "./media-advice.js";

const advice = mediaAdviceTexts.en;
const chrome: Client = { browser: "chrome", system: "windows" };
const open = { camera: openDevice("video"), microphone: openDevice("audio") };
const lacking = (code: MediaErrorCode) => ({ camera: lackingDevice(code), microphone: lackingDevice(code) });
const words = (code: MediaErrorCode, client = chrome, texts: Messages = en) => describeMediaProblems(texts, lacking(code), client);

const codes: MediaErrorCode[] = [
  "media-refused",
  "media-dismissed",
  "media-blocked-by-system",
  "media-missing",
  "media-busy",
  "media-insecure",
  "media-overconstrained",
  "media-failed",
];

describe("what is wrong", () => {
  it.each([
    ["English", en],
    ["Chinese", zh],
  ])("has words of its own for every cause in %s", (_, texts) => {
    const all = codes.map((code) => words(code, chrome, texts)[0]);
    expect(new Set(all.map((each) => each?.title)).size).toBe(codes.length);
    expect(new Set(all.map((each) => each?.text)).size).toBe(codes.length);
  });

  it("is said once where it is the same for both", () => {
    expect(words("media-busy").map(({ title }) => title)).toEqual([advice.mediaBusyTitle(en.cameraAndMicrophone)]);
  });

  it("is said of each where it differs, and of one alone", () => {
    const both = { camera: lackingDevice("media-missing"), microphone: lackingDevice("media-busy") };
    const titles = [advice.mediaMissingTitle(en.camera), advice.mediaBusyTitle(en.microphone)];
    expect(describeMediaProblems(en, both, chrome).map(({ title }) => title)).toEqual(titles);
    const one = describeMediaProblems(en, { ...both, microphone: openDevice("audio") }, chrome);
    expect(one.map(({ title }) => title)).toEqual(titles.slice(0, 1));
  });

  it("is nothing while all is well, or another device does", () => {
    expect(describeMediaProblems(en, open, chrome)).toEqual([]);
    const replaced = { ...open, camera: { ...open.camera, problem: new CallError("media-replaced", "") } };
    expect(describeMediaProblems(en, replaced, chrome)).toEqual([]);
  });
});

describe("what to do about it", () => {
  it("differs from browser to browser for a page that is not allowed", () => {
    const browsers = [
      "chrome",
      "edge",
      "firefox",
      "safari",
      "android-chrome",
      "android-firefox",
      "ios-safari",
      "ios-other",
      "other",
    ] as const;
    const steps = browsers.map((browser) => words("media-refused", { browser, system: "other" })[0]?.steps.join());
    expect(new Set(steps).size).toBe(browsers.length);
    expect(steps).not.toContain("");
  });

  it("differs from system to system for a browser that is not allowed", () => {
    const systems = ["windows", "mac", "android", "ios", "other"] as const;
    const steps = systems.map((system) => words("media-blocked-by-system", { browser: "chrome", system })[0]?.steps.join());
    expect(new Set(steps).size).toBe(systems.length);
  });

  it("is to try again, except where that cannot help", () => {
    expect(codes.filter((code) => words(code)[0]?.retry === false)).toEqual(["media-insecure"]);
  });
});
