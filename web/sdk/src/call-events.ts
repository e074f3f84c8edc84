import type { CallError } from "./call-error.js";
import type { ConnectionPath } from "./connection-path.js";
import type { ConversationEvents } from "./conversation.js";

/**
 * - `idle`: not joined yet
 * - `joining`: on the way to the server, or in the room and not certain yet whether someone is there
 * - `waiting`: in the room, for certain alone
 * - `connecting`: someone is here, media is on its way (for the first time, or again after a break)
 * - `connected`: media flows
 * - `ended`: over; `error` says why, unless the call was left
 */
export type CallState = "idle" | "joining" | "waiting" | "connecting" | "connected" | "ended";

export interface DuetCallEvents extends ConversationEvents {
  statechange: CallState;
  /** The call opened camera and microphone (`join()` without `media`). */
  localstream: MediaStream;
  /** The other's picture and sound; again each time a track joins the stream. */
  remotestream: MediaStream;
  /** Which way sound and picture take, as `path` has it. */
  pathchange: ConnectionPath | null;
  /** Whether the server can be reached, as `serverReachable` has it. Where it cannot, it is tried again and again, and a call that is connected goes on. */
  serverchange: boolean;
  peerjoin: { readonly uid: string };
  peerleave: { readonly uid: string };
  /** Something went wrong that `join()` did not throw. When it ended the call, `state` is `ended` by now. */
  error: CallError;
}
