import { CallError } from "./call-error.js";
import { before } from "./deadline.js";
import { httpAddress } from "./http-address.js";

let lastAddress: string | undefined;
let isForbidden = false;

/**
 * Whether a WebSocket is to be opened only after a probe. One that is closed while it opens leaves its TCP connection behind, for minutes, and others
 * wait once there are six; and each that fails delays those after it: so does Gecko, and nothing else tells so. It does neither with a `fetch`.
 * The page's Content Security Policy may allow WebSockets alone, which is known after a probe.
 */
export function isProbedFirst(): boolean {
  return "mozInnerScreenX" in globalThis && !isForbidden;
}

/**
 * Waits until the server can be reached, as far as can be known without a WebSocket: something has answered, whatever that was. A browser that has an
 * HTTP/2 connection to the server asks by that one, dead or not; Duet's server ends those that are idle.
 * @throws CallError `server-unreachable` where nothing has come in time, or the try was refused, or `aborted`
 */
export async function probeServer(server: string, milliseconds: number, signal: AbortSignal): Promise<void> {
  const timeout = new CallError("server-unreachable", `No answer from ${server} in time.`);
  const address = httpAddress(server);
  if (lastAddress === undefined) watchPolicy();
  lastAddress = address.href;
  const ending = new AbortController();
  const answer = fetch(address, { mode: "no-cors", cache: "no-store", credentials: "omit", signal: ending.signal }).catch(
    (error: unknown) => {
      throw CallError.from(error, "server-unreachable", `${server} cannot be reached.`);
    },
  );
  try {
    await before({ milliseconds, timeout, signal }, answer);
  } finally {
    ending.abort();
  }
}

/** What it forbids is told a moment after the try was refused. */
function watchPolicy(): void {
  if (typeof addEventListener !== "function") return;
  addEventListener("securitypolicyviolation", ({ blockedURI, disposition }) => {
    if (blockedURI === lastAddress && disposition === "enforce") isForbidden = true;
  });
}
