/**
 * What is read of https://www.w3.org/TR/webrtc-stats/, and `selected`, which is Firefox's. Browsers leave out what they like. Times are in seconds,
 * but `timestamp` is in milliseconds; counts are totals since the beginning.
 */
export interface StatsEntry {
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;

  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly relayProtocol?: string;
  readonly url?: string;
  readonly currentRoundTripTime?: number;
  readonly availableOutgoingBitrate?: number;

  readonly kind?: string;
  readonly mid?: string;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly localId?: string;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly requestsReceived?: number;
  readonly responsesReceived?: number;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  readonly packetsLost?: number;
  readonly fractionLost?: number;
  readonly jitter?: number;
  readonly roundTripTime?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesDecoded?: number;
  readonly framesEncoded?: number;
  readonly qualityLimitationReason?: string;
}

export type StatsEntries = ReadonlyMap<string, StatsEntry>;

export function readEntries(report: RTCStatsReport): StatsEntries {
  const entries = new Map<string, StatsEntry>();
  report.forEach((entry: StatsEntry) => entries.set(entry.id, entry));
  return entries;
}

export function ofType(entries: StatsEntries, type: string): readonly StatsEntry[] {
  return [...entries.values()].filter((entry) => entry.type === type);
}

/** Which pair of candidates the media takes. There are several while ICE restarts, and where the browser does not say which of the nominated it uses. */
export function selectedPairs(entries: StatsEntries): readonly StatsEntry[] {
  const pairs = ofType(entries, "candidate-pair");
  const chosen = [...entries.values()].flatMap(({ selectedCandidatePairId }) => selectedCandidatePairId ?? []);
  if (chosen.length > 0) return pairs.filter(({ id }) => chosen.includes(id));
  const selected = pairs.filter((pair) => pair.selected === true); // Firefox before it had transports in its report
  return selected.length > 0 ? selected : pairs.filter(({ nominated, state }) => nominated === true && state === "succeeded");
}
