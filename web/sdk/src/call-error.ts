import type { ErrorMessage } from "./messages.js";

/** What the server says in `error`; the codes are stable. */
export const serverErrorCodes = [
  "room-full",
  "uid-in-use",
  "not-joined",
  "already-joined",
  "not-you",
  "no-such-peer",
  "bad-message",
  "too-large",
  "too-fast",
  "seat-gone",
  "shutting-down",
] as const;

export type ServerErrorCode = (typeof serverErrorCodes)[number];

/** Why there is no camera or no microphone, or not the one that was chosen. */
export type MediaErrorCode =
  /** The person, or a setting of the browser, said no; asking again asks nobody. */
  | "media-refused"
  /** The browser's question was closed, or refused for this time only; asking again asks anew. */
  | "media-dismissed"
  /** The operating system lets this browser have none. */
  | "media-blocked-by-system"
  /** There is none. */
  | "media-missing"
  /** Another program has it. */
  | "media-busy"
  /** The page came without HTTPS. */
  | "media-insecure"
  /** There are some, but none can do what was asked for. */
  | "media-overconstrained"
  /** The chosen one is not there or does not start. Another one is used: nothing is lacking. */
  | "media-replaced"
  /** Anything else. */
  | "media-failed";

export type CallErrorCode =
  | ServerErrorCode
  | MediaErrorCode
  /** The server refused with a code that this version does not know. */
  | "server-error"
  /** No connection to the server could be made. */
  | "server-unreachable"
  /** The connection to the server was there and is gone. */
  | "server-lost"
  /** The two browsers found no way to each other. */
  | "connection-failed"
  /** The two browsers were connected and are not any more. */
  | "connection-lost"
  /** An offer or answer could not be made or applied. */
  | "negotiation-failed"
  /** One ICE candidate of the other side could not be used; the call goes on without it. */
  | "candidate-rejected"
  /** The room or uid is not 1 to 64 characters of `A-Z a-z 0-9 - _ . ~` or letters. */
  | "invalid-name"
  /** Nobody is there who can read what was written, or it is empty, too long, or one message too many. */
  | "chat-refused"
  /** The caller's `AbortSignal`, or `leave()`, ended the work. */
  | "aborted";

/** The one error type of the SDK. `code` is for programs, `message` for logs, `cause` is what the browser threw. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: CallErrorCode;
  /** After how many seconds the server may say yes to the same. */
  readonly retryAfter: number | undefined;

  constructor(code: CallErrorCode, message: string, cause?: unknown, retryAfter?: number) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** The error itself when it is one of ours, otherwise wrapped with the given code. */
  static from(error: unknown, code: CallErrorCode, message: string): CallError {
    return error instanceof CallError ? error : new CallError(code, message, error);
  }

  static fromServer({ code, message, retryAfter }: ErrorMessage): CallError {
    const known = serverErrorCodes.find((candidate) => candidate === code);
    return new CallError(known ?? "server-error", known === undefined ? `${code}: ${message}` : message, undefined, retryAfter);
  }
}
