import type { FakeStats } from "./fake-peer-connection.js";

/** What a report has about a candidate that matters here. */
export interface FakeCandidate {
  readonly candidateType: string;
  readonly port?: number;
  readonly relayProtocol?: string;
  readonly url?: string;
}

/** The media takes the pair of these two. */
export type FakeReport = (local: FakeCandidate, remote: FakeCandidate) => FakeStats;

export const host: FakeCandidate = { candidateType: "host", port: 59296 };

/** Another pair that works, is not taken, and comes first: it has to be passed over. */
const others: readonly object[] = [
  { id: "L0", type: "local-candidate", candidateType: "relay", port: 50000, protocol: "udp", relayProtocol: "udp" },
  { id: "R0", type: "remote-candidate", candidateType: "relay", port: 50001, protocol: "udp" },
];
const otherPair = { id: "P0", type: "candidate-pair", localCandidateId: "L0", remoteCandidateId: "R0", state: "succeeded" };
const pair = { id: "P1", type: "candidate-pair", localCandidateId: "L1", remoteCandidateId: "R1", state: "succeeded" };

export const chromiumReport: FakeReport = (local, remote) =>
  statsOf(
    { ...otherPair, nominated: true, transportId: "T01", writable: true },
    { ...pair, nominated: true, transportId: "T01", writable: true },
    ...candidates(local, remote),
    { id: "T01", type: "transport", dtlsState: "connected", iceState: "connected", selectedCandidatePairId: "P1" },
  );

export const firefoxReport: FakeReport = (local, remote) =>
  statsOf(
    { ...otherPair, nominated: false, selected: false, transportId: "6fb55cac", readable: true, writable: true },
    { ...pair, nominated: true, selected: true, transportId: "6fb55cac", readable: true, writable: true },
    ...candidates(local, remote),
    { id: "6fb55cac", type: "transport", dtlsState: "connected", iceState: "connected", selectedCandidatePairId: "P1" },
  );

/** Before Firefox had transports in its report. */
export const earlierFirefoxReport: FakeReport = (local, remote) =>
  statsOf(
    { ...otherPair, nominated: true, selected: false, transportId: "transport_0" },
    { ...pair, nominated: true, selected: true, transportId: "transport_0" },
    ...candidates(local, remote),
  );

/** A browser that has neither a transport nor `selected`. */
export const plainReport: FakeReport = (local, remote) =>
  statsOf({ ...otherPair, nominated: false }, { ...pair, nominated: true }, ...candidates(local, remote));

export function statsOf(...entries: readonly object[]): FakeStats {
  return new Map(entries.map((entry) => [(entry as { id: string }).id, entry]));
}

function candidates(local: FakeCandidate, remote: FakeCandidate): readonly object[] {
  return [
    ...others,
    { id: "L1", type: "local-candidate", protocol: "udp", ...local },
    { id: "R1", type: "remote-candidate", protocol: "udp", ...remote },
  ];
}
