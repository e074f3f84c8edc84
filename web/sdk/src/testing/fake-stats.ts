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

/** What a call has done by a moment; the defaults are those of a good one, at its tenth second. */
export interface FakeTotals {
  readonly second?: number;
  readonly receivedAudioPackets?: number;
  readonly lostAudioPackets?: number;
  /** What the other side reports of our sound, and when; in seconds. */
  readonly reported?: { readonly second: number; readonly fractionLost: number };
  readonly roundTripSeconds?: number;
  readonly jitterSeconds?: number;
  readonly limitedBy?: string;
  readonly availableBits?: number;
  readonly screen?: boolean;
}

const epoch = 1_795_645_113_231;

/** As Chromium 156 reports a call that sends Opus with RED and VP8, sound and picture both ways. */
export function chromiumCall(totals: FakeTotals = {}): FakeStats {
  const { second = 10, reported = { second, fractionLost: 0 }, roundTripSeconds = 0.04, jitterSeconds = 0.003 } = totals;
  const timestamp = epoch + second * 1_000;
  const rtp = { timestamp, transportId: "T01" };
  const audio = { ...rtp, kind: "audio", mediaType: "audio", mid: "0", codecId: "COT01_111" };
  const video = { ...rtp, kind: "video", mediaType: "video", mid: "1", codecId: "COT01_96" };
  const picture = { frameWidth: 1280, frameHeight: 720, framesPerSecond: 30 };
  const limits = { qualityLimitationReason: totals.limitedBy ?? "none", powerEfficientEncoder: false };
  return statsOf(
    {
      id: "COT01_111",
      type: "codec",
      timestamp,
      mimeType: "audio/opus",
      payloadType: 111,
      clockRate: 48000,
      channels: 2,
      sdpFmtpLine: "minptime=10;useinbandfec=1;usedtx=1",
    },
    { id: "COT01_96", type: "codec", timestamp, mimeType: "video/VP8", payloadType: 96, clockRate: 90000 },
    {
      ...{ ...pair, ...rtp, nominated: true, writable: true, currentRoundTripTime: 0.001 },
      ...{ bytesSent: 250_000 * second, bytesReceived: 150_000 * second, availableOutgoingBitrate: totals.availableBits ?? 3_290_285 },
    },
    ...candidates(host, host),
    {
      ...{ id: "IT01A1", type: "inbound-rtp", ...audio, jitter: jitterSeconds, bytesReceived: 5_000 * second },
      ...{ packetsReceived: totals.receivedAudioPackets ?? 50 * second, packetsLost: totals.lostAudioPackets ?? 0 },
    },
    {
      ...{ id: "IT01V2", type: "inbound-rtp", ...video, ...picture, jitter: 0.012, bytesReceived: 125_000 * second },
      ...{ packetsReceived: 120 * second, packetsLost: 0, framesDecoded: 30 * second },
    },
    { id: "OT01A3", type: "outbound-rtp", ...audio, active: true, bytesSent: 6_000 * second, packetsSent: 50 * second, remoteId: "RIA3" },
    {
      ...{ id: "OT01V4", type: "outbound-rtp", ...video, ...picture, ...limits, active: true, bytesSent: 200_000 * second },
      ...{ packetsSent: 180 * second, framesEncoded: 25 * second, remoteId: "RIV4" },
    },
    ...(totals.screen === true ? [screenStream(rtp, second)] : []),
    {
      ...{ id: "RIA3", type: "remote-inbound-rtp", kind: "audio", localId: "OT01A3", timestamp: epoch + reported.second * 1_000 },
      ...{ fractionLost: reported.fractionLost, packetsLost: 0, jitter: 0.002, roundTripTime: roundTripSeconds },
    },
    {
      ...{ id: "RIV4", type: "remote-inbound-rtp", kind: "video", localId: "OT01V4", timestamp: epoch + (second - 1) * 1_000 },
      ...{ fractionLost: 0, packetsLost: 0, jitter: 0.005, roundTripTime: roundTripSeconds },
    },
    { id: "T01", type: "transport", timestamp, dtlsState: "connected", iceState: "connected", selectedCandidatePairId: "P1" },
  );
}

/** As Firefox 153 reports one: no estimate of the network, no reason for a small picture, and braces in places. */
export function firefoxCall({ second = 10 }: FakeTotals = {}): FakeStats {
  const timestamp = epoch + second * 1_000;
  const rtp = { timestamp, transportId: "c029a51a" };
  const audio = { ...rtp, kind: "audio", mediaType: "audio", mid: "0", codecId: "2303b0f9" };
  const video = { ...rtp, kind: "video", mediaType: "video", mid: "1", codecId: "ce21086e" };
  const picture = { frameWidth: 640, frameHeight: 480, framesPerSecond: 30 };
  return statsOf(
    {
      ...{ id: "d7b5117f", type: "inbound-rtp", ...audio, jitter: 0.005, packetsLost: 0, packetsReceived: 50 * second },
      ...{ bytesReceived: 8_000 * second, trackIdentifier: "{c6f7e231-4ede-4605-84f3-42ef0a2f8dff}" },
    },
    {
      ...{ id: "bcb33b17", type: "inbound-rtp", ...video, ...picture, jitter: 0.0015, packetsLost: 0, packetsReceived: 32 * second },
      ...{ bytesReceived: 27_000 * second, framesDecoded: 30 * second },
    },
    { id: "303fa052", type: "outbound-rtp", ...audio, bytesSent: 8_000 * second, packetsSent: 50 * second, remoteId: "d3fb141a" },
    {
      ...{ id: "4db3c3c9", type: "outbound-rtp", ...video, ...picture, bytesSent: 28_000 * second, packetsSent: 36 * second },
      ...{ framesEncoded: 30 * second, remoteId: "b8f112cc" },
    },
    {
      ...{ id: "d3fb141a", type: "remote-inbound-rtp", kind: "audio", localId: "303fa052", timestamp: epoch + (second - 4) * 1_000 },
      ...{ packetsReceived: 117, packetsLost: 0, fractionLost: 0, jitter: 0.004854, roundTripTimeMeasurements: 0 },
    },
    {
      ...{ id: "b8f112cc", type: "remote-inbound-rtp", kind: "video", localId: "4db3c3c9", timestamp: timestamp - 432 },
      ...{ packetsReceived: 31 * second, packetsLost: 0, fractionLost: 0, jitter: 0.0019, roundTripTime: 0.00322 },
    },
    {
      ...{ ...pair, ...rtp, nominated: true, selected: true, readable: true, writable: true, currentRoundTripTime: 0 },
      ...{ bytesSent: 42_000 * second, bytesReceived: 40_000 * second },
    },
    ...candidates(host, host),
    { id: "2303b0f9", type: "codec", timestamp, mimeType: "audio/opus", payloadType: 109, clockRate: 48000, channels: 2 },
    { id: "ce21086e", type: "codec", timestamp, mimeType: "video/VP8", payloadType: 120, clockRate: 90000 },
    { id: "c029a51a", type: "transport", timestamp, dtlsState: "connected", iceState: "connected", selectedCandidatePairId: "P1" },
  );
}

function screenStream(rtp: object, second: number): object {
  return {
    ...{ id: "OT01V5", type: "outbound-rtp", ...rtp, kind: "video", mediaType: "video", mid: "3", codecId: "COT01_96", active: true },
    ...{ frameWidth: 1920, frameHeight: 1080, bytesSent: 100_000 * second, packetsSent: 90 * second, framesEncoded: 5 * second },
  };
}
