import { CallError } from "./call-error.js";
import { before } from "./deadline.js";
import { httpAddress } from "./http-address.js";

/**
 * Whether a WebSocket that is closed while it opens leaves its TCP connection behind, for minutes, and others wait once there are six: so does Gecko,
 * and nothing else tells so. It does not keep that of a `fetch` that is aborted.
 */
export function keepsWhatIsGivenUp(): boolean {
  return "mozInnerScreenX" in globalThis;
}

/**
 * Waits until the server can be reached, as far as can be known without a WebSocket: something has answered, whatever that was, or has refused, as
 * a Content Security Policy does that allows WebSockets alone. A browser that has an HTTP/2 connection to the server asks by that one, dead or not;
 * Duet's server ends those that are idle.
 * @throws CallError `server-unreachable` where nothing has come in time, or `aborted`
 */
export async function probeServer(server: string, milliseconds: number, signal: AbortSignal): Promise<void> {
  const timeout = new CallError("server-unreachable", `No answer from ${server} in time.`);
  const ending = new AbortController();
  const answer = fetch(httpAddress(server), { mode: "no-cors", cache: "no-store", credentials: "omit", signal: ending.signal }).catch(
    () => undefined,
  );
  try {
    await before({ milliseconds, timeout, signal }, answer);
  } finally {
    ending.abort();
  }
}
