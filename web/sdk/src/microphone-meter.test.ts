import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MicrophoneMeter } from "./microphone-meter.js";
import { FakeAudioContext } from "./testing/fake-audio-context.js";
import { builtInMicrophone, FakeDeviceStream, FakeDeviceTrack } from "./testing/fake-devices.js";

let meter: MicrophoneMeter;
let track: FakeDeviceTrack;
let levels: number[];

beforeEach(() => {
  vi.useFakeTimers();
  FakeAudioContext.instances = [];
  vi.stubGlobal("AudioContext", FakeAudioContext);
  vi.stubGlobal("MediaStream", FakeDeviceStream);
  vi.stubGlobal("addEventListener", EventTarget.prototype.addEventListener.bind(new EventTarget()));
  track = new FakeDeviceTrack(builtInMicrophone);
  meter = new MicrophoneMeter();
  levels = [];
  meter.addEventListener("level", ({ detail }) => levels.push(detail));
});

afterEach(() => {
  meter.follow(undefined);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const follow = () => {
  meter.follow(track as unknown as MediaStreamTrack);
};
const hear = (amplitude: number, milliseconds: number) => {
  FakeAudioContext.last().amplitude = amplitude;
  vi.advanceTimersByTime(milliseconds);
};

describe("the level", () => {
  it("is nothing for silence, all for a shout, and between for speech", () => {
    follow();
    hear(0, 100);
    expect(meter.level).toBe(0);
    hear(1, 100);
    expect(meter.level).toBe(1);
    hear(0, 3_000);
    hear(0.03, 100);
    expect(meter.level).toBeGreaterThan(0.3);
    expect(meter.level).toBeLessThan(0.8);
  });

  it("is told twenty times a second", () => {
    follow();
    levels = [];
    hear(0.1, 1_000);
    expect(levels).toHaveLength(20);
  });

  it("falls slower than the sound", () => {
    follow();
    hear(1, 100);
    hear(0, 50);
    expect(meter.level).toBeCloseTo(0.8);
  });

  it("is measured at a copy, which hears what the muted track does not say", () => {
    track.enabled = false;
    follow();
    const [copy] = FakeAudioContext.last().sources;
    expect([copy?.enabled, copy === track, track.enabled]).toEqual([true, false, false]);
  });

  it("is 0 when the microphone goes, and its copy is closed", () => {
    follow();
    hear(1, 100);
    meter.follow(undefined);
    expect([meter.level, levels.at(-1)]).toEqual([0, 0]);
    expect(FakeAudioContext.last().sources.map(({ readyState }) => readyState)).toEqual(["ended"]);
    expect([FakeAudioContext.last().state, track.readyState]).toEqual(["closed", "live"]);
  });

  it("goes on when it is told of the same track once more", () => {
    follow();
    follow();
    expect(FakeAudioContext.instances).toHaveLength(1);
  });
});

describe("speech", () => {
  it("is told when it begins and when it is over", () => {
    const told: boolean[] = [];
    meter.addEventListener("speakingchange", ({ detail }) => told.push(detail));
    follow();
    hear(0.1, 500);
    expect(meter.speaking).toBe(true);
    hear(0, 300);
    expect(meter.speaking).toBe(true); // a pause between two words
    hear(0, 500);
    expect(told).toEqual([true, false]);
  });

  it("is more than a click", () => {
    follow();
    hear(1, 100);
    hear(0, 500);
    expect(meter.speaking).toBe(false);
  });
});

describe("a microphone that hears nothing at all", () => {
  it("is told since when", () => {
    follow();
    hear(0.1, 1_000);
    expect(meter.silentSince).toBeUndefined();
    hear(0, 2_000);
    expect(performance.now() - (meter.silentSince ?? 0)).toBeCloseTo(1_950, -2);
  });

  it("is one thing, and a browser that waits for a gesture is another", () => {
    FakeAudioContext.startsSuspended = true;
    follow();
    hear(0, 2_000);
    expect([meter.silentSince, meter.level]).toEqual([undefined, 0]);
  });
});
