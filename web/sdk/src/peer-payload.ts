import { CallError } from "./call-error.js";

/** An answer, and the ICE user name fragment of the offer that it answers, where it says so: it may answer one that was taken back. */
export interface Answer {
  readonly description: RTCSessionDescriptionInit;
  readonly offer: string | undefined;
}

/** What can be told of an offer to those who have not come yet: no address of its maker, but those of relays. */
export interface OfferPreview {
  readonly description: RTCSessionDescriptionInit;
  readonly candidates: readonly RTCIceCandidateInit[];
  /** Whether its maker wants the answer before whoever looks has come. */
  readonly answerable: boolean;
}

/** What can be told of an answer by one who has not come yet: no address of theirs, but those of relays. */
export interface AnswerPreview {
  readonly description: RTCSessionDescriptionInit;
  readonly candidates: readonly RTCIceCandidateInit[];
  /** The ICE user name fragment of the offer that it answers. */
  readonly offer: string;
}

/** `msg` of an `offer`. @throws CallError `negotiation-failed` */
export function parseOffer(msg: string): RTCSessionDescriptionInit {
  return descriptionIn(parse(msg), "offer");
}

/** `msg` of an `answer`. @throws CallError `negotiation-failed` */
export function parseAnswer(msg: string): Answer {
  const value = parse(msg);
  return { description: descriptionIn(value, "answer"), offer: typeof value?.offer === "string" ? value.offer : undefined };
}

/** `msg` of an `offer-preview`. @throws CallError `negotiation-failed` */
export function parseOfferPreview(msg: string): OfferPreview {
  const value = parse(msg);
  return { description: descriptionIn(value, "offer"), candidates: candidatesIn(value), answerable: value?.answerable === true };
}

/** `msg` of an `answer-preview`. @throws CallError `negotiation-failed` */
export function parseAnswerPreview(msg: string): AnswerPreview {
  const value = parse(msg);
  if (typeof value?.offer !== "string")
    throw new CallError("negotiation-failed", "An answer to a preview does not say which one it is for.");
  return { description: descriptionIn(value, "answer"), candidates: candidatesIn(value), offer: value.offer };
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

/** What `parseOfferPreview` or `parseAnswerPreview` reads. */
export function writePreview({ description, ...rest }: OfferPreview | AnswerPreview): string {
  return JSON.stringify({ ...description, ...rest });
}

function descriptionIn(value: Record<string, unknown> | undefined, type: "offer" | "answer"): RTCSessionDescriptionInit {
  if (value?.type !== type || typeof value.sdp !== "string") {
    throw new CallError("negotiation-failed", `The other side sent an ${type} that is none.`);
  }
  return { type, sdp: value.sdp };
}

function candidatesIn(value: Record<string, unknown> | undefined): RTCIceCandidateInit[] {
  return Array.isArray(value?.candidates) ? (value.candidates as unknown[]).filter(isCandidate) : [];
}

function isCandidate(value: unknown): value is RTCIceCandidateInit {
  return typeof value === "object" && value !== null && typeof (value as RTCIceCandidateInit).candidate === "string";
}

function parse(msg: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(msg);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
