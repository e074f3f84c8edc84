import { CallError } from "./call-error.js";

/** `msg` of an `offer` or `answer`. @throws CallError `negotiation-failed` */
export function parseDescription(type: "offer" | "answer", msg: string): RTCSessionDescriptionInit {
  const value = parse(msg);
  if (value?.type !== type || typeof value.sdp !== "string") {
    throw new CallError("negotiation-failed", `The other side sent an ${type} that is none.`);
  }
  return { type, sdp: value.sdp };
}

/**
 * `msg` of a `candidate`.
 * @returns `undefined` for the end of candidates, which some peers send as null and some as an empty candidate, and which nobody needs.
 * @throws CallError `candidate-rejected`
 */
export function parseCandidate(msg: string): RTCIceCandidateInit | undefined {
  if (msg === "null" || msg === "") return undefined;
  const value = parse(msg);
  if (value === undefined) throw new CallError("candidate-rejected", "The other side sent a candidate that is none.");
  const candidate = value.candidate ?? "";
  if (typeof candidate !== "string") throw new CallError("candidate-rejected", "The other side sent a candidate that is none.");
  return candidate === "" ? undefined : { ...value, candidate };
}

function parse(msg: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(msg);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
