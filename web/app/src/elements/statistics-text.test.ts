import type { CallStatistics } from "@duet/sdk";
import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { fakeStatistics } from "../testing/fake-statistics.js";
import { bitrate, connectionLines, milliseconds, percent, phaseLines, streamGroups } from "./statistics-text.js";

it.each([
  [null, "–"],
  [0, "0 kbit/s"],
  [42_400, "42 kbit/s"],
  [999_499, "999 kbit/s"],
  [999_500, "1.0 Mbit/s"],
  [2_450_000, "2.5 Mbit/s"],
])("%s bits per second are %s", (value, words) => {
  expect(bitrate(value)).toBe(words);
});

it("rounds what nobody needs to know", () => {
  expect([milliseconds(33.6), milliseconds(undefined), percent(0.0123), percent(null)]).toEqual(["34 ms", "–", "1.2 %", "–"]);
});

it("tells the way of a call", () => {
  const statistics: CallStatistics = { ...fakeStatistics(), path: { kind: "relayed", protocol: "tls" }, transport: "tls" };
  expect(connectionLines(en, statistics)).toEqual([
    [en.statisticsConnection, en.pathRelayedOver("TLS")],
    [en.statisticsTransport, "TLS"],
    [en.statisticsRoundTrip, "34 ms"],
    [en.statisticsAvailable, "2.4 Mbit/s"],
  ]);
});

it("tells what there is of sound and pictures, and nothing of what there is not", () => {
  const groups = streamGroups(en, fakeStatistics());
  expect(groups.map(({ name }) => name)).toEqual([en.statisticsAudio, en.statisticsVideo]);
  expect(groups[0]?.rows[0]).toEqual([en.statisticsCodec, "opus+red", "opus+red"]);
  expect(groups[1]?.rows[1]).toEqual([en.statisticsSize, "1280 × 720", "–"]);
  expect(groups[1]?.rows[2]).toEqual([en.statisticsFrameRate, "30", "–"]);
});

it("tells the phases that were reached", () => {
  expect(phaseLines(en, { joined: 120.4 })).toEqual([
    [en.phaseJoined, "120 ms"],
    [en.phasePeer, "–"],
    [en.phaseDescribed, "–"],
    [en.phaseConnected, "–"],
    [en.phaseFirstFrame, "–"],
  ]);
});
