import { describe, expect, it } from "vitest";
import { readCallStatistics, type CallStatistics } from "./call-statistics.js";
import type { ConnectionPath } from "./connection-path.js";
import { readEntries } from "./stats-report.js";
import type { FakeStats } from "./testing/fake-peer-connection.js";
import { chromiumCall, chromiumReport, firefoxCall, statsOf } from "./testing/fake-stats.js";

const direct: ConnectionPath = { kind: "direct" };

function read(before: FakeStats | undefined, now: FakeStats, path: ConnectionPath | null = direct): CallStatistics {
  const entries = (stats: FakeStats) => readEntries(stats);
  const interval = { before: before === undefined ? undefined : entries(before), now: entries(now) };
  return readCallStatistics(interval, { path, isScreen: (mid) => mid === "3" });
}

describe("Chromium", () => {
  const statistics = read(chromiumCall({ second: 10 }), chromiumCall({ second: 12 }));

  it("tells of the connection", () => {
    expect(statistics).toMatchObject({
      timestamp: 1_795_645_125_231,
      path: direct,
      transport: "udp",
      roundTripMilliseconds: 40,
      availableBitsPerSecond: 3_290_285,
      sent: { bitsPerSecond: 2_000_000 },
      received: { bitsPerSecond: 1_200_000 },
    });
  });

  it("tells of the sound", () => {
    expect(statistics.sent.audio).toEqual({ codec: "opus", bitsPerSecond: 48_000, loss: 0, jitterMilliseconds: 2 });
    expect(statistics.received.audio).toEqual({ codec: "opus", bitsPerSecond: 40_000, loss: 0, jitterMilliseconds: 3 });
  });

  it("tells of the picture", () => {
    const picture = { codec: "VP8", width: 1280, height: 720, loss: 0, limitedBy: null };
    expect(statistics.sent.video).toEqual({ ...picture, bitsPerSecond: 1_600_000, framesPerSecond: 25, jitterMilliseconds: 5 });
    expect(statistics.received.video).toEqual({ ...picture, bitsPerSecond: 1_000_000, framesPerSecond: 30, jitterMilliseconds: 12 });
  });

  it("tells a screen from the camera", () => {
    const { sent } = read(chromiumCall({ second: 10, screen: true }), chromiumCall({ second: 11, screen: true }));
    expect(sent.video).toMatchObject({ width: 1280, framesPerSecond: 25 });
    expect(sent.screen).toMatchObject({ width: 1920, height: 1080, framesPerSecond: 5, bitsPerSecond: 800_000 });
    expect(sent.screenSound).toBeNull();
  });

  it.each([
    ["bandwidth", "bandwidth"],
    ["cpu", "cpu"],
    ["other", null],
  ])("says what limits the picture: %s", (limitedBy, told) => {
    expect(read(undefined, chromiumCall({ limitedBy })).sent.video?.limitedBy).toBe(told);
  });

  it("counts what was lost between the two reports, and not before", () => {
    const before = chromiumCall({ second: 10, receivedAudioPackets: 450, lostAudioPackets: 50 });
    const now = chromiumCall({ second: 11, receivedAudioPackets: 495, lostAudioPackets: 55 });
    expect(read(before, now).received.audio?.loss).toBeCloseTo(0.1);
  });

  it("takes packets that came late for no loss", () => {
    const now = chromiumCall({ second: 11, receivedAudioPackets: 552, lostAudioPackets: 0 });
    expect(read(chromiumCall({ second: 10, lostAudioPackets: 2 }), now).received.audio?.loss).toBe(0);
  });

  it("has the other side's word for what was lost on the way to it", () => {
    const reported = { second: 8, fractionLost: 0.25 };
    expect(read(undefined, chromiumCall({ reported })).sent.audio?.loss).toBe(0.25);
  });

  it("leaves out what stands still: a camera that was switched off, a screen that is not shared any more", () => {
    const stopped = (second: number) => new Map([...chromiumCall({ second }), ...statsOf(...screenAt(8))]);
    const { sent } = read(stopped(10), stopped(11));
    expect([sent.screen, sent.video === null]).toEqual([null, false]);
  });
});

describe("Firefox", () => {
  const statistics = read(firefoxCall({ second: 10 }), firefoxCall({ second: 11 }));

  it("tells of the connection, as far as it does", () => {
    expect(statistics).toMatchObject({
      transport: "udp",
      roundTripMilliseconds: 3.22,
      availableBitsPerSecond: null,
      sent: { bitsPerSecond: 336_000 },
      received: { bitsPerSecond: 320_000 },
    });
  });

  it("tells of sound and picture", () => {
    expect(statistics.sent.audio).toMatchObject({ codec: "opus", bitsPerSecond: 64_000, loss: 0 });
    expect(statistics.received.audio).toMatchObject({ codec: "opus", bitsPerSecond: 64_000, loss: 0, jitterMilliseconds: 5 });
    expect(statistics.sent.video).toMatchObject({ codec: "VP8", width: 640, height: 480, framesPerSecond: 30, limitedBy: null });
    expect(statistics.received.video).toMatchObject({ codec: "VP8", bitsPerSecond: 216_000, framesPerSecond: 30, jitterMilliseconds: 1.5 });
  });
});

it("knows no rate from one report alone", () => {
  const { sent, received } = read(undefined, chromiumCall());
  expect([sent.bitsPerSecond, sent.audio?.bitsPerSecond, received.video?.framesPerSecond, received.audio?.loss]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(received.video?.width).toBe(1280);
});

it("knows no rate between two reports of the same moment", () => {
  expect(read(chromiumCall(), chromiumCall()).sent.bitsPerSecond).toBeNull();
});

it("knows nothing of a connection that was not made", () => {
  const nothing = { bitsPerSecond: null, audio: null, video: null, screen: null, screenSound: null };
  expect(read(undefined, statsOf(), null)).toEqual({
    timestamp: 0,
    path: null,
    transport: null,
    roundTripMilliseconds: null,
    availableBitsPerSecond: null,
    sent: nothing,
    received: nothing,
  });
});

describe("the transport", () => {
  const relay = { candidateType: "relay", port: 57318, relayProtocol: "tls" };

  it("is that to the relay, where there is one", () => {
    const relayed: ConnectionPath = { kind: "relayed", protocol: "tls" };
    expect(read(undefined, chromiumReport(relay, { candidateType: "host" }), relayed).transport).toBe("tls");
  });

  it("is not known where the browser does not tell how it reaches its relay", () => {
    const relayed: ConnectionPath = { kind: "relayed", protocol: null };
    expect(read(undefined, chromiumReport(relay, { candidateType: "host" }), relayed).transport).toBeNull();
  });

  it("is this side's own where only the other has a relay", () => {
    const relayed: ConnectionPath = { kind: "relayed", protocol: null };
    expect(read(undefined, chromiumReport({ candidateType: "host" }, relay), relayed).transport).toBe("udp");
  });
});

function screenAt(second: number): readonly object[] {
  return [...chromiumCall({ second, screen: true }).values()].filter((entry) => (entry as { mid?: string }).mid === "3");
}
