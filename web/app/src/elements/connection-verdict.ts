import type { ConnectionTestView } from "../controllers/connection-test-controller.js";

/** What all the ways together mean for a call; `good`, `relayed` and `slow` are calls that work. */
export type ConnectionVerdict = "running" | "good" | "relayed" | "slow" | "none" | "failed";

export function connectionVerdict({ state, results }: ConnectionTestView): ConnectionVerdict {
  if (state === "failed") return "failed";
  if (state !== "done") return "running";
  const works = (path: string) => results.some((result) => result.path === path && result.verdict === "works");
  if (works("direct-udp")) return "good";
  if (works("relay-udp")) return "relayed";
  return works("relay-tcp") || works("relay-tls") ? "slow" : "none";
}
