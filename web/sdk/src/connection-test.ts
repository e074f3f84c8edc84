import { abortError, before } from "./deadline.js";
import { CallError } from "./call-error.js";
import type { IceSettings } from "./messages.js";
import type { probeDirect, probeRelay } from "./path-probe.js";
import { randomUid } from "./random.js";
import { SignalingClient } from "./signaling-client.js";

export type TestedPath = "direct-udp" | "relay-udp" | "relay-tcp" | "relay-tls";

/** In the order in which a call tries them. */
export const testedPaths: readonly TestedPath[] = ["direct-udp", "relay-udp", "relay-tcp", "relay-tls"];

/** `works`: it was tried, and data came through. `blocked`: nothing did, in time. `unavailable`: the server offers none. */
export type PathVerdict = "works" | "blocked" | "unavailable";

export interface PathResult {
  readonly path: TestedPath;
  readonly verdict: PathVerdict;
  /** How long the relay and back took, in milliseconds; for a relay that works. */
  readonly milliseconds?: number;
}

export interface ConnectionTestOptions {
  /** The server's WebSocket address, such as `wss://duet.example.org/ws`. */
  readonly server: string;
  readonly signal?: AbortSignal;
}

/** How long the server may take to say which relays there are, in milliseconds. */
const prepareMilliseconds = 10_000;

/**
 * Tries each way that a call could take from here, all at once, and yields each verdict as it comes. Nobody else takes part: what is tried is the
 * way to the server, and through its relay and back. Ending the loop early ends the test.
 * @throws CallError `server-unreachable`, `aborted`, or what the server refuses with
 */
export async function* testConnection({ server, signal }: ConnectionTestOptions): AsyncGenerator<PathResult, void, undefined> {
  const ending = new AbortController();
  const stop = () => {
    ending.abort(signal?.reason);
  };
  signal?.addEventListener("abort", stop);
  if (signal?.aborted === true) stop();
  try {
    // What tries them is not loaded before somebody wants to know.
    const [settings, probes] = await Promise.all([askForServers(server, ending.signal), import("./path-probe.js")]);
    const pending = new Map(testedPaths.map((path) => [path, probe(path, settings, { ...probes, signal: ending.signal })] as const));
    while (pending.size > 0) {
      const result = await Promise.race(pending.values());
      if (ending.signal.aborted) throw abortError(ending.signal.reason);
      pending.delete(result.path);
      yield result;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    ending.abort();
  }
}

/** `prepare` takes no seat and tells nobody, so that any name will do. */
async function askForServers(server: string, signal: AbortSignal): Promise<IceSettings> {
  const client = new SignalingClient(server);
  try {
    await client.connect(signal);
    const answer = new Promise<IceSettings>((resolve, reject) => {
      client.addEventListener("message", ({ detail }) => {
        if (detail.cmd === "prepared") resolve(detail);
        if (detail.cmd === "error") reject(CallError.fromServer(detail));
      });
    });
    client.send({ cmd: "prepare", roomId: randomUid(), uid: randomUid() });
    const timeout = new CallError("server-unreachable", "No answer in time.");
    return await before({ milliseconds: prepareMilliseconds, timeout, signal }, answer);
  } finally {
    client.close();
  }
}

interface Probes {
  readonly probeDirect: typeof probeDirect;
  readonly probeRelay: typeof probeRelay;
  readonly signal: AbortSignal;
}

async function probe(path: TestedPath, settings: IceSettings, { probeDirect, probeRelay, signal }: Probes): Promise<PathResult> {
  const servers = settings.iceServers.map((server) => serve(server, path)).filter(({ urls }) => urls.length > 0);
  const isOffered = servers.length > 0 && (path !== "direct-udp" || settings.iceTransportPolicy === "all");
  if (!isOffered) return { path, verdict: "unavailable" };
  if (path === "direct-udp") return { path, verdict: (await probeDirect(servers, signal)) ? "works" : "blocked" };
  const milliseconds = await probeRelay(servers, signal);
  return milliseconds === undefined ? { path, verdict: "blocked" } : { path, verdict: "works", milliseconds };
}

/** The server with those of its addresses alone that belong to a path. */
function serve(server: RTCIceServer, path: TestedPath): RTCIceServer {
  return { ...server, urls: [server.urls].flat().filter((url) => pathOf(url) === path) };
}

/** RFC 7064 section 3.1 and RFC 7065 section 3.1: the scheme, and the transport where it is not the scheme's own. */
function pathOf(url: string): TestedPath | undefined {
  const scheme = url.slice(0, url.indexOf(":")).toLowerCase();
  const transport = /[?&]transport=(\w+)/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === "stun") return "direct-udp";
  if (scheme === "turns" && transport !== "udp") return "relay-tls";
  if (scheme !== "turn") return undefined;
  return transport === "tcp" ? "relay-tcp" : "relay-udp";
}
