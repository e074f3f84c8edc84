import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ConnectionPath } from "./connection-path.js";
import "./path-reader.js"; // so that it is there when it is wanted
import { PathWatch } from "./path-watch.js";
import { FakePeerConnection, type FakeStats } from "./testing/fake-peer-connection.js";
import { chromiumReport, firefoxReport, host } from "./testing/fake-stats.js";

const direct: ConnectionPath = { kind: "direct" };
const relayed: ConnectionPath = { kind: "relayed", protocol: "tcp" };
const relay = { candidateType: "relay", port: 57318, relayProtocol: "tcp" };

let peer: FakePeerConnection;
let watch: PathWatch;
let told: (ConnectionPath | null)[];

beforeEach(() => {
  vi.useFakeTimers();
  peer = new FakePeerConnection();
  peer.addTransceiver("audio", { direction: "recvonly" });
  peer.addTransceiver("video", { direction: "recvonly" });
  peer.stats = chromiumReport(host, host);
  told = [];
  watch = new PathWatch(peer.asPeer(), (path) => told.push(path));
});

afterEach(() => {
  watch.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

async function started(): Promise<void> {
  watch.start();
  await vi.advanceTimersByTimeAsync(1_000);
}

it("reads nothing before media flows", async () => {
  peer.becomeIce("checking");
  await vi.advanceTimersByTimeAsync(10_000);
  expect([peer.statsReads, told]).toEqual([0, []]);
});

it("tells the path soon after", async () => {
  await started();
  expect([peer.statsReads, told]).toEqual([1, [direct]]);
});

it.each(["another pair", "another ICE state"] as const)("reads again soon when the browser tells of %s", async (news) => {
  await started();
  peer.stats = chromiumReport(relay, host);
  if (news === "another pair") peer.changePair();
  else peer.becomeIce("completed");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([direct, relayed]);
});

it("reads once for many changes in a row", async () => {
  await started();
  for (let change = 0; change < 20; change += 1) peer.changePair();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(peer.statsReads).toBe(2);
});

it("reads every five seconds where no event tells, and tells what differs", async () => {
  await started();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([peer.statsReads, told]).toEqual([3, [direct]]);
  peer.stats = firefoxReport(relay, host);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([direct, relayed]);
});

it("gives the candidates of the other side the time to come before it calls an address that nobody signaled direct", async () => {
  peer.stats = firefoxReport(host, { candidateType: "prflx", port: 61234 });
  await started();
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([direct]);
});

it("knows a relay of the other side by the candidate that was signaled, whatever the report calls it", async () => {
  peer.stats = firefoxReport(host, { candidateType: "prflx", port: 61234 });
  peer.remoteDescription = {
    type: "answer",
    sdp: "v=0\r\na=candidate:0 1 UDP 92151807 203.0.113.9 61234 typ relay raddr 0.0.0.0 rport 0\r\n",
  };
  await started();
  expect(told).toEqual([{ kind: "relayed", protocol: null }]);
});

it("tells that it does not know any more where the browser cannot say", async () => {
  await started();
  peer.getStats = () => Promise.reject(new DOMException("No.", "InvalidAccessError"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([direct, null]);
});

it("does not tell what it asked for before it was stopped", async () => {
  const answer: { give?: (stats: FakeStats) => void } = {};
  peer.getStats = () => new Promise((resolve) => (answer.give = resolve));
  await started();
  watch.stop();
  answer.give?.(chromiumReport(host, host));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
});

it("follows nothing while it is stopped, and tells anew when it is started again", async () => {
  await started();
  watch.stop();
  peer.changePair();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(peer.statsReads).toBe(1);
  await started();
  expect(told).toEqual([direct, direct]);
});
