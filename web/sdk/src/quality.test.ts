import { describe, expect, it } from "vitest";
import { QualityMeter, rateQuality, type Quality, type QualitySample } from "./quality.js";

const good: QualitySample = { loss: 0, roundTripMilliseconds: 40, jitterMilliseconds: 3, scarceBitsPerSecond: null };

describe("a sample", () => {
  it.each<[string, Partial<QualitySample>, Quality]>([
    ["nothing is known", { loss: null, roundTripMilliseconds: null, jitterMilliseconds: null }, { level: 4, reason: null }],
    ["all is well", {}, { level: 4, reason: null }],
    ["one per cent is lost", { loss: 0.01 }, { level: 4, reason: null }],
    ["four per cent are lost", { loss: 0.04 }, { level: 3, reason: "loss" }],
    ["eight per cent are lost", { loss: 0.08 }, { level: 2, reason: "loss" }],
    ["a fifth is lost", { loss: 0.2 }, { level: 1, reason: "loss" }],
    ["all is lost", { loss: 1 }, { level: 1, reason: "loss" }],
    ["it is a way around the world", { roundTripMilliseconds: 300 }, { level: 4, reason: null }],
    ["answers take 450 ms", { roundTripMilliseconds: 450 }, { level: 3, reason: "delay" }],
    ["answers take 600 ms", { roundTripMilliseconds: 600 }, { level: 2, reason: "delay" }],
    ["answers take a second", { roundTripMilliseconds: 1_000 }, { level: 1, reason: "delay" }],
    ["packets come in clumps", { jitterMilliseconds: 100 }, { level: 2, reason: "jitter" }],
    ["packets come in big clumps", { jitterMilliseconds: 150 }, { level: 1, reason: "jitter" }],
    ["packets come a little unevenly", { jitterMilliseconds: 30 }, { level: 4, reason: null }],
    ["there is just enough", { scarceBitsPerSecond: 700_000 }, { level: 4, reason: null }],
    ["there is little", { scarceBitsPerSecond: 400_000 }, { level: 3, reason: "bandwidth" }],
    ["there is very little", { scarceBitsPerSecond: 200_000 }, { level: 2, reason: "bandwidth" }],
    ["there is hardly anything", { scarceBitsPerSecond: 50_000 }, { level: 1, reason: "bandwidth" }],
    ["loss is worse than what there is", { loss: 0.2, scarceBitsPerSecond: 400_000 }, { level: 1, reason: "loss" }],
  ])("when %s", (_, change, quality) => {
    expect(rateQuality({ ...good, ...change })).toMatchObject(quality);
  });
});

describe("the bars", () => {
  const bad: QualitySample = { ...good, loss: 0.2 };
  const poor: QualitySample = { ...good, loss: 0.08 };
  const levels = (...samples: QualitySample[]) => {
    const meter = new QualityMeter();
    return samples.map((sample) => meter.take(sample).level);
  };

  it("are not known before the first sample", () => {
    expect(new QualityMeter().quality).toBeNull();
  });

  it("begin with the first sample", () => {
    expect(levels(poor)).toEqual([2]);
  });

  it("stay for one bad moment", () => {
    expect(levels(good, bad, good, bad, good)).toEqual([4, 4, 4, 4, 4]);
  });

  it("fall with the second in a row, to the better of the two", () => {
    expect(levels(good, bad, poor)).toEqual([4, 4, 2]);
    expect(levels(good, bad, bad)).toEqual([4, 4, 1]);
  });

  it("rise by one after four better ones in a row", () => {
    expect(levels(bad, good, good, good, good)).toEqual([1, 1, 1, 1, 2]);
    expect(levels(bad, ...Array.from({ length: 12 }, () => good)).at(-1)).toBe(4);
  });

  it("do not flicker between two levels that are near each other", () => {
    const meter = new QualityMeter();
    const seen = new Set(Array.from({ length: 100 }, (_, turn) => meter.take(turn % 2 === 0 ? good : { ...good, loss: 0.04 }).level));
    expect(seen.size).toBe(1);
  });

  it("have a reason while they are not full, and the one that is true now", () => {
    const meter = new QualityMeter();
    expect(meter.take(poor).reason).toBe("loss");
    expect(meter.take({ ...good, roundTripMilliseconds: 600 })).toEqual({ level: 2, reason: "delay" });
    for (let turn = 0; turn < 4; turn += 1) meter.take(good);
    expect(meter.quality).toEqual({ level: 3, reason: "delay" });
    for (let turn = 0; turn < 4; turn += 1) meter.take(good);
    expect(meter.quality).toEqual({ level: 4, reason: null });
  });
});
