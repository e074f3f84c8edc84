import { ofType, selectedPairs, type StatsEntries, type StatsEntry } from "./stats-report.js";

/** Two reports of one connection, one after the other; without the former, only what is true at a moment is known. */
export interface StatsInterval {
  readonly before: StatsEntries | undefined;
  readonly now: StatsEntries;
}

/** A name of what a report counts. */
export type Counter = {
  [Name in keyof StatsEntry]-?: StatsEntry[Name] extends number | undefined ? Name : never;
}[keyof StatsEntry];

/** By the reports that receivers send all the time (RTCP), or else by the last check of the path. */
export function readRoundTrip(entries: StatsEntries): number | null {
  const reported = ofType(entries, "remote-inbound-rtp").flatMap(({ roundTripTime }) => roundTripTime ?? []);
  const seconds = reported.length > 0 ? Math.min(...reported) : selectedPairs(entries)[0]?.currentRoundTripTime;
  return seconds === undefined ? null : seconds * 1_000;
}

/** How much of what should have come between the two reports has not; over all of these streams, or `null` where nothing was to come. */
export function receivedLoss(interval: StatsInterval, streams: readonly StatsEntry[]): number | null {
  let [lost, expected] = [0, 0];
  for (const stream of streams) {
    const newlyLost = Math.max(0, grown(interval, stream, "packetsLost") ?? 0); // a late packet is counted as lost, and taken back
    lost += newlyLost;
    expected += newlyLost + (grown(interval, stream, "packetsReceived") ?? 0);
  }
  return expected > 0 ? lost / expected : null;
}

/** The same for what was sent, by the reports of the other side that are new; there may be none, as those about sound come every five seconds. */
export function sentLoss(interval: StatsInterval, streams: readonly StatsEntry[]): number | null {
  let [lost, expected] = [0, 0];
  for (const stream of streams) {
    const remote = remoteOf(interval.now, stream);
    if (remote?.fractionLost === undefined || (grown(interval, remote, "timestamp") ?? 0) <= 0) continue;
    const sent = grown(interval, stream, "packetsSent") ?? 0;
    lost += sent * remote.fractionLost;
    expected += sent;
  }
  return expected > 0 ? lost / expected : null;
}

/** What the other side says about a stream that this one sends. */
export function remoteOf(entries: StatsEntries, stream: StatsEntry): StatsEntry | undefined {
  return ofType(entries, "remote-inbound-rtp").find(({ localId }) => localId === stream.id);
}

/** By how much a total has grown; `null` where one of the reports lacks it. */
export function grown({ before, now }: StatsInterval, entry: StatsEntry | undefined, counter: Counter): number | null {
  const later = entry === undefined ? undefined : now.get(entry.id)?.[counter];
  const earlier = entry === undefined ? undefined : before?.get(entry.id)?.[counter];
  return later === undefined || earlier === undefined ? null : later - earlier;
}
