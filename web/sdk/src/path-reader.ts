import { samePath, type ConnectionPath, type RelayProtocol } from "./connection-path.js";
import { readEntries, selectedPairs, type StatsEntries, type StatsEntry } from "./stats-report.js";

const relayProtocols: readonly RelayProtocol[] = ["udp", "tcp", "tls"];

/** RFC 7065, without host and port. What is not here no browser speaks. */
const protocolsByUrl: Readonly<Record<string, RelayProtocol>> = {
  turn: "udp",
  "turn?transport=udp": "udp",
  "turn?transport=tcp": "tcp",
  turns: "tls",
  "turns?transport=tcp": "tls",
};

/** What the other side has told of its candidates. */
export interface SignaledCandidates {
  /** Its description, with the candidates that came after it. */
  readonly sdp: string;
  /** Whether those in use are surely among them. */
  readonly complete: boolean;
}

/** What one end of a pair is; `undefined` where the report leaves it open. */
type End = "relay" | "own" | undefined;

/** The path of a connection by its statistics; `null` where they do not tell for certain. */
export function readPath(report: RTCStatsReport, signaled: SignaledCandidates): ConnectionPath | null {
  const entries = readEntries(report);
  const [path = null, ...others] = selectedPairs(entries).map((pair) => pathOf(pair, entries, signaled));
  return others.every((other) => samePath(path, other)) ? path : null;
}

function pathOf(pair: StatsEntry, entries: StatsEntries, signaled: SignaledCandidates): ConnectionPath | null {
  const local = entries.get(pair.localCandidateId ?? "");
  const remote = entries.get(pair.remoteCandidateId ?? "");
  const [localEnd, remoteEnd] = [endOf(local, reflexiveOwn(local)), endOf(remote, reflexiveOther(remote, signaled))];
  // Not the protocol of anything else: a reflexive address may also have been learned from a TURN server.
  if (localEnd === "relay") return { kind: "relayed", protocol: relayProtocol(local) };
  if (remoteEnd === "relay") return { kind: "relayed", protocol: null };
  return localEnd === "own" && remoteEnd === "own" ? { kind: "direct" } : null;
}

function endOf(candidate: StatsEntry | undefined, reflexive: End): End {
  switch (candidate?.candidateType) {
    case "relay":
      return "relay";
    case "host":
    case "srflx":
      return "own";
    case "prflx":
      return reflexive;
    default:
      return undefined;
  }
}

/** A relay that is itself behind a NAT makes a peer-reflexive candidate on this side, with the relay's protocol. */
function reflexiveOwn(candidate: StatsEntry | undefined): End {
  return candidate?.relayProtocol === undefined ? "own" : "relay";
}

/**
 * A check can arrive before the candidate that it was sent from, and makes a peer-reflexive one of its source (RFC 8445 section 7.3.1.3), which
 * may well be a relay. Chromium corrects the type later, Firefox does not, and both hide the address; but the signaled candidate has the port.
 */
function reflexiveOther(candidate: StatsEntry | undefined, { sdp, complete }: SignaledCandidates): End {
  if (candidate?.port === undefined) return undefined;
  const types = new Set<string>();
  // RFC 8839 section 5.1: foundation, component, transport, priority, address, port, type
  for (const [, port, type] of sdp.matchAll(/^a=candidate:\S+ \d+ \S+ \d+ \S+ (\d+) typ (\w+)/gm)) {
    if (Number(port) === candidate.port && type !== undefined) types.add(type);
  }
  if (types.has("relay")) return types.size === 1 ? "relay" : undefined;
  return types.size > 0 || complete ? "own" : undefined; // complete: nobody signaled it, a NAT made it
}

/** Not by the candidate's priority: RFC 8445 gives all relays one type preference, and what browsers make of it differs and changes. */
function relayProtocol(candidate: StatsEntry | undefined): RelayProtocol | null {
  const { relayProtocol: told, url = "" } = candidate ?? {};
  const protocol = told === undefined ? protocolsByUrl[url.replace(/:[^?]*/, "")] : relayProtocols.find((known) => known === told);
  return protocol ?? null;
}
