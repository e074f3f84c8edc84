import type { ConnectionPath } from "./connection-path.js";
import { grown, readRoundTrip, receivedLoss, remoteOf, type Counter, type StatsInterval } from "./stats-interval.js";
import { ofType, selectedPairs, type StatsEntries, type StatsEntry } from "./stats-report.js";

export interface AudioStatistics {
  /** Such as `opus`, which Chromium also says where it sends Opus in RED. */
  readonly codec: string | null;
  readonly bitsPerSecond: number | null;
  /** The part of the packets that did not arrive, 0 to 1. */
  readonly loss: number | null;
  readonly jitterMilliseconds: number | null;
}

export interface VideoStatistics extends Omit<AudioStatistics, "codec"> {
  /** Such as `VP8`. */
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  /** What keeps the picture that is sent from being better; `null` where nothing does or the browser does not say, and for what is received. */
  readonly limitedBy: "bandwidth" | "cpu" | null;
}

/** What goes in one direction; `null` for what does not, or not any more. */
export interface DirectionStatistics {
  readonly bitsPerSecond: number | null;
  readonly audio: AudioStatistics | null;
  readonly video: VideoStatistics | null;
  readonly screen: VideoStatistics | null;
  readonly screenSound: AudioStatistics | null;
}

/** How a call went between two moments a second or so apart. What the browser does not tell is `null`. */
export interface CallStatistics {
  /** The later moment, in milliseconds since 1970; 0 without a connection. */
  readonly timestamp: number;
  readonly path: ConnectionPath | null;
  /** What carries the packets on this side's part of the way; to a relay it may be `tls`. */
  readonly transport: "udp" | "tcp" | "tls" | null;
  readonly roundTripMilliseconds: number | null;
  /** How much the browser thinks that the network takes. */
  readonly availableBitsPerSecond: number | null;
  readonly sent: DirectionStatistics;
  readonly received: DirectionStatistics;
}

/** What else has to be known of a connection. */
export interface StatisticsContext {
  readonly path: ConnectionPath | null;
  readonly isScreen: (mid: string) => boolean;
}

export function readCallStatistics(interval: StatsInterval, { path, isScreen }: StatisticsContext): CallStatistics {
  const [pair, ...others] = selectedPairs(interval.now);
  const local = interval.now.get(pair?.localCandidateId ?? "");
  const streams = (type: "outbound-rtp" | "inbound-rtp") => directionOf(interval, type, isScreen, others.length === 0 ? pair : undefined);
  return {
    timestamp: pair?.timestamp ?? 0,
    path,
    transport: transportOf(path, local),
    roundTripMilliseconds: readRoundTrip(interval.now),
    availableBitsPerSecond: pair?.availableOutgoingBitrate ?? null,
    sent: streams("outbound-rtp"),
    received: streams("inbound-rtp"),
  };
}

function directionOf(
  interval: StatsInterval,
  type: "outbound-rtp" | "inbound-rtp",
  isScreen: (mid: string) => boolean,
  pair: StatsEntry | undefined,
): DirectionStatistics {
  const all = ofType(interval.now, type).filter((stream) => isActive(interval, stream));
  const find = (kind: string, screen: boolean) => all.find((stream) => stream.kind === kind && isScreen(stream.mid ?? "") === screen);
  const audio = (stream: StatsEntry | undefined) => (stream === undefined ? null : audioOf(interval, stream));
  const video = (stream: StatsEntry | undefined) => (stream === undefined ? null : videoOf(interval, stream));
  return {
    bitsPerSecond: bitrateOf(interval, pair, type === "outbound-rtp" ? "bytesSent" : "bytesReceived"),
    audio: audio(find("audio", false)),
    video: video(find("video", false)),
    screen: video(find("video", true)),
    screenSound: audio(find("audio", true)),
  };
}

/** A stream that has ended keeps its entry; what goes on grows, if slowly while nobody speaks. */
function isActive(interval: StatsInterval, stream: StatsEntry): boolean {
  const counter = counterOf(stream);
  return (stream[counter] ?? 0) > 0 && grown(interval, stream, counter) !== 0;
}

function audioOf(interval: StatsInterval, stream: StatsEntry): AudioStatistics {
  return { ...streamOf(interval, stream), codec: codecOf(interval.now, stream) };
}

function videoOf(interval: StatsInterval, stream: StatsEntry): VideoStatistics {
  const { frameWidth, frameHeight, qualityLimitationReason: reason } = stream;
  return {
    ...streamOf(interval, stream),
    codec: codecOf(interval.now, stream),
    width: frameWidth ?? null,
    height: frameHeight ?? null,
    framesPerSecond: perSecond(interval, stream, stream.type === "outbound-rtp" ? "framesEncoded" : "framesDecoded"),
    limitedBy: reason === "bandwidth" || reason === "cpu" ? reason : null,
  };
}

function streamOf(interval: StatsInterval, stream: StatsEntry): Omit<AudioStatistics, "codec"> {
  const remote = remoteOf(interval.now, stream);
  const jitter = (stream.type === "outbound-rtp" ? remote : stream)?.jitter;
  return {
    bitsPerSecond: bitrateOf(interval, stream, counterOf(stream)),
    loss: stream.type === "outbound-rtp" ? (remote?.fractionLost ?? null) : receivedLoss(interval, [stream]),
    jitterMilliseconds: jitter === undefined ? null : jitter * 1_000,
  };
}

function codecOf(entries: StatsEntries, { codecId }: StatsEntry): string | null {
  return entries.get(codecId ?? "")?.mimeType?.replace(/^.*\//, "") ?? null;
}

function transportOf(path: ConnectionPath | null, local: StatsEntry | undefined): CallStatistics["transport"] {
  if (path?.kind === "relayed" && path.protocol !== null) return path.protocol;
  if (local?.candidateType === "relay") return null; // its own protocol is that of the relay's other side
  return local?.protocol === "udp" || local?.protocol === "tcp" ? local.protocol : null;
}

function bitrateOf(interval: StatsInterval, entry: StatsEntry | undefined, counter: "bytesSent" | "bytesReceived"): number | null {
  const bytes = perSecond(interval, entry, counter);
  return bytes === null ? null : bytes * 8;
}

function counterOf({ type }: StatsEntry): "bytesSent" | "bytesReceived" {
  return type === "outbound-rtp" ? "bytesSent" : "bytesReceived";
}

function perSecond(interval: StatsInterval, entry: StatsEntry | undefined, counter: Counter): number | null {
  const change = grown(interval, entry, counter);
  const milliseconds = grown(interval, entry, "timestamp") ?? 0;
  return change === null || change < 0 || milliseconds <= 0 ? null : (change * 1_000) / milliseconds;
}
