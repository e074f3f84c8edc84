import { describe, expect, it } from "vitest";
import type { ConnectionPath, RelayProtocol } from "./connection-path.js";
import { readPath, type SignaledCandidates } from "./path-reader.js";
import type { FakeStats } from "./testing/fake-peer-connection.js";
import {
  chromiumReport,
  earlierFirefoxReport,
  firefoxReport,
  host,
  plainReport,
  statsOf,
  type FakeCandidate,
} from "./testing/fake-stats.js";

const direct: ConnectionPath = { kind: "direct" };
const relayed = (protocol: RelayProtocol | null): ConnectionPath => ({ kind: "relayed", protocol });
const relay = (more: Partial<FakeCandidate> = {}): FakeCandidate => ({ candidateType: "relay", port: 57318, ...more });
const none: SignaledCandidates = { sdp: "", complete: true };

const read = (stats: FakeStats, signaled: SignaledCandidates = none) => readPath(stats, signaled);

describe.each([
  ["Chromium", chromiumReport],
  ["Firefox", firefoxReport],
  ["an earlier Firefox", earlierFirefoxReport],
  ["a browser without a selected pair", plainReport],
] as const)("by the report of %s", (_, report) => {
  it.each(["host", "srflx", "prflx"])("a %s candidate is direct", (candidateType) => {
    expect(read(report({ candidateType, port: 1024 }, host))).toEqual(direct);
    expect(read(report(host, { candidateType, port: 1024 }))).toEqual(direct);
  });

  it.each(["udp", "tcp", "tls"] as const)("a relay of this side over %s", (protocol) => {
    expect(read(report(relay({ relayProtocol: protocol }), host))).toEqual(relayed(protocol));
    expect(read(report(relay({ relayProtocol: protocol }), relay()))).toEqual(relayed(protocol));
  });

  it("a relay of the other side, whose protocol nobody here knows", () => {
    expect(read(report(host, relay()))).toEqual(relayed(null));
  });
});

describe("the protocol to the relay", () => {
  it.each([
    ["turn:turn.example.org", "udp"],
    ["turn:turn.example.org:3478?transport=udp", "udp"],
    ["turn:[2001:db8::1]:3478?transport=tcp", "tcp"],
    ["turns:turn.example.org", "tls"],
    ["turns:turn.example.org:443?transport=tcp", "tls"],
    ["turns:turn.example.org:443?transport=udp", null],
    ["turn:turn.example.org?transport=sctp", null],
    ["", null],
  ] as const)("by its address, where the browser gives that alone: %s", (url, protocol) => {
    expect(read(chromiumReport(relay({ url }), host))).toEqual(relayed(protocol));
  });

  it("is left open where nothing tells it", () => {
    expect(read(firefoxReport(relay(), host))).toEqual(relayed(null));
  });

  it("is left open when it is none that we know, whatever the address looks like", () => {
    expect(read(chromiumReport(relay({ relayProtocol: "dtls", url: "turns:turn.example.org" }), host))).toEqual(relayed(null));
  });

  it("is not that of a server that only told this side its address", () => {
    const local = { candidateType: "srflx", port: 1024, url: "turn:turn.example.org?transport=udp" };
    expect(read(chromiumReport(local, relay()))).toEqual(relayed(null));
    expect(read(chromiumReport(local, host))).toEqual(direct);
  });

  it("shows that a peer-reflexive candidate is that of a relay behind a NAT", () => {
    expect(read(chromiumReport({ candidateType: "prflx", port: 1024, relayProtocol: "tcp" }, host))).toEqual(relayed("tcp"));
  });
});

describe("a peer-reflexive candidate of the other side", () => {
  const sdp = [
    "v=0",
    "a=candidate:0 1 UDP 2122187007 5186e2b7-6207-49de-8ff8-6f2e09b70f84.local 56497 typ host",
    "a=candidate:1 1 UDP 1685987327 198.51.100.7 40001 typ srflx raddr 0.0.0.0 rport 0",
    "a=candidate:464261406 1 udp 58597375 203.0.113.9 57318 typ relay raddr 0.0.0.0 rport 0 generation 0 network-id 1",
    "a=candidate:3 1 UDP 1685987327 198.51.100.7 50123 typ srflx raddr 0.0.0.0 rport 0",
    "a=candidate:4 1 udp 58597375 203.0.113.9 50123 typ relay raddr 0.0.0.0 rport 0",
    "",
  ].join("\r\n");
  const from = (port: number, complete: boolean) => read(firefoxReport(host, { candidateType: "prflx", port }), { sdp, complete });

  it("is what was signaled with its port", () => {
    expect(from(56497, false)).toEqual(direct);
    expect(from(40001, false)).toEqual(direct);
    expect(from(57318, false)).toEqual(relayed(null));
  });

  it("may be a relay until its candidate has had the time to come", () => {
    expect(from(61234, false)).toBeNull();
    expect(from(61234, true)).toEqual(direct);
  });

  it("may be either where both have its port", () => {
    expect(from(50123, true)).toBeNull();
  });

  it("may be anything without a port", () => {
    expect(read(firefoxReport(host, { candidateType: "prflx" }), { sdp, complete: true })).toBeNull();
  });

  it("does not matter where this side has a relay", () => {
    const report = firefoxReport(relay({ relayProtocol: "udp" }), { candidateType: "prflx", port: 61234 });
    expect(read(report, { sdp, complete: false })).toEqual(relayed("udp"));
  });
});

describe("what cannot be told", () => {
  const candidate = (id: string, type: "local" | "remote", more: FakeCandidate) => ({ id, type: `${type}-candidate`, ...more });
  const pair = (id: string, ids: [string, string], more: object = {}) => ({
    id,
    type: "candidate-pair",
    localCandidateId: ids[0],
    remoteCandidateId: ids[1],
    state: "succeeded",
    nominated: true,
    ...more,
  });
  const two = [
    candidate("L1", "local", host),
    candidate("L2", "local", relay({ relayProtocol: "udp" })),
    candidate("R1", "remote", host),
    candidate("R2", "remote", { ...host, port: 40000 }),
  ];

  it("is a report without a pair", () => {
    expect(read(statsOf())).toBeNull();
    expect(read(statsOf({ id: "T01", type: "transport", iceState: "checking" }))).toBeNull();
  });

  it("is a pair that is not in the report, or that lacks a candidate", () => {
    const transport = { id: "T01", type: "transport", selectedCandidatePairId: "P1" };
    expect(read(statsOf(transport, ...two))).toBeNull();
    expect(read(statsOf(transport, pair("P1", ["L1", "gone"]), ...two))).toBeNull();
  });

  it("is a type of candidate that we do not know", () => {
    expect(read(chromiumReport({ candidateType: "wormhole", port: 1 }, host))).toBeNull();
  });

  it("is a pair that was nominated and never worked", () => {
    expect(read(statsOf(pair("P1", ["L1", "R1"], { state: "failed" }), ...two))).toBeNull();
  });

  it("is which of two pairs it is, unless they take the same way", () => {
    expect(read(statsOf(pair("P1", ["L1", "R1"]), pair("P2", ["L2", "R1"]), ...two))).toBeNull();
    expect(read(statsOf(pair("P1", ["L1", "R1"]), pair("P2", ["L1", "R2"]), ...two))).toEqual(direct);
  });
});
