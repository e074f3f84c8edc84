import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Quality } from "./quality.js";
import { QualityWatch, readSample } from "./quality-watch.js";
import { readEntries } from "./stats-report.js";
import { FakePeerConnection, type FakeStats } from "./testing/fake-peer-connection.js";
import { chromiumCall, firefoxCall } from "./testing/fake-stats.js";

const entries = (stats: FakeStats) => readEntries(stats);
const sample = (before: FakeStats, now: FakeStats) => readSample({ before: entries(before), now: entries(now) });

describe("a sample", () => {
  it("has the larger loss of both directions", () => {
    const before = chromiumCall({ second: 10 });
    expect(sample(before, chromiumCall({ second: 12 })).loss).toBe(0);
    expect(sample(before, chromiumCall({ second: 12, reported: { second: 11, fractionLost: 0.46 } })).loss).toBeCloseTo(0.1);
    expect(sample(before, chromiumCall({ second: 12, receivedAudioPackets: 560, lostAudioPackets: 60 })).loss).toBeCloseTo(60 / 360);
  });

  it("takes each report of the other side once", () => {
    const reported = { second: 9, fractionLost: 0.5 };
    expect(sample(chromiumCall({ second: 10, reported }), chromiumCall({ second: 12, reported })).loss).toBe(0);
  });

  it("has round trip and jitter of the sound, in milliseconds", () => {
    const now = chromiumCall({ second: 12, roundTripSeconds: 0.2, jitterSeconds: 0.03 });
    expect(sample(chromiumCall(), now)).toMatchObject({ roundTripMilliseconds: 200, jitterMilliseconds: 30 });
  });

  it("has what the network takes only where that is too little", () => {
    expect(sample(chromiumCall(), chromiumCall({ second: 12, availableBits: 90_000 })).scarceBitsPerSecond).toBeNull();
    const limited = chromiumCall({ second: 12, availableBits: 90_000, limitedBy: "bandwidth" });
    expect(sample(chromiumCall(), limited).scarceBitsPerSecond).toBe(90_000);
  });

  it("is good for a good call in Firefox", () => {
    expect(sample(firefoxCall({ second: 10 }), firefoxCall({ second: 12 }))).toEqual({
      loss: 0,
      roundTripMilliseconds: 3.22,
      jitterMilliseconds: 5,
      scarceBitsPerSecond: null,
    });
  });
});

describe("the watch", () => {
  let peer: FakePeerConnection;
  let watch: QualityWatch;
  let told: Quality[];
  let second: number;
  let lost: number;

  beforeEach(() => {
    vi.useFakeTimers();
    peer = new FakePeerConnection();
    [told, second, lost] = [[], 10, 0];
    watch = new QualityWatch(peer.asPeer(), (quality) => told.push(quality));
  });

  afterEach(() => {
    watch.stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  /** Two seconds go by, in which so many packets of 100 are lost. */
  async function pass(times: number, losing = 0): Promise<void> {
    for (let turn = 0; turn < times; turn += 1) {
      [second, lost] = [second + 2, lost + losing];
      peer.stats = chromiumCall({ second, receivedAudioPackets: 50 * second - lost, lostAudioPackets: lost });
      await vi.advanceTimersByTimeAsync(2_000);
    }
  }

  it("reads nothing before media flows, and nothing after it is stopped", async () => {
    await pass(3);
    expect(peer.statsReads).toBe(0);
    watch.start();
    await pass(1);
    watch.stop();
    await pass(3);
    expect([peer.statsReads, told]).toEqual([1, []]);
  });

  it("tells a quality when there is one, and when it changes", async () => {
    watch.start();
    await pass(5);
    expect(told).toEqual([{ level: 4, reason: null }]);
    await pass(4, 80);
    expect(told.slice(1)).toEqual([{ level: 1, reason: "loss" }]);
  });

  it("goes on after a report that failed", async () => {
    watch.start();
    peer.getStats = () => Promise.reject(new DOMException("Closed.", "InvalidStateError"));
    await pass(2);
    delete (peer as Partial<FakePeerConnection>).getStats; // the class's own again
    await pass(2);
    expect(told).toEqual([{ level: 4, reason: null }]);
  });

  it("does not count a break of the connection", async () => {
    watch.start();
    await pass(2);
    watch.stop();
    lost += 500;
    watch.start();
    await pass(3);
    expect(told).toEqual([{ level: 4, reason: null }]);
  });
});
