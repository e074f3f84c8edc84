/**
 * One side's words to the other, forwarded verbatim by the server: `msg` is a session description or a candidate as a JSON string. An empty
 * `remoteUid` parks an offer, or a candidate of it, for whoever comes.
 */
export interface PeerMessage {
  readonly cmd: "offer" | "answer" | "candidate";
  readonly roomId: string;
  readonly uid: string;
  readonly remoteUid: string;
  readonly msg: string;
  /** The sender's own number, rising from 1: the server ignores what it has dealt with before. Theirs means nothing here. */
  readonly seq?: number;
}

/** What those who prepare may see of a parked offer (see `OfferPreview`), as it was sent to the server. */
export interface OfferPreviewMessage {
  readonly cmd: "offer-preview";
  readonly roomId: string;
  readonly uid: string;
  readonly msg: string;
  readonly seq?: number;
}

/** The answer to a preview (see `AnswerPreview`), from one who has not come yet to the one who waits. */
export interface AnswerPreviewMessage {
  readonly cmd: "answer-preview";
  readonly roomId: string;
  readonly uid: string;
  readonly remoteUid: string;
  readonly msg: string;
}

export interface JoinMessage {
  readonly cmd: "join";
  readonly roomId: string;
  readonly uid: string;
  /** Asks for a seat that is held when its connection is lost. */
  readonly resume?: true;
}

/** Takes a seat back on another connection. */
export interface ResumeMessage {
  readonly cmd: "resume";
  readonly roomId: string;
  readonly uid: string;
  readonly seat: string;
  /** The number of the last message of the room that this side has, 0 for none; left out by a page that knows nothing and starts over. */
  readonly lastSeen?: number;
}

export interface LeaveMessage {
  readonly cmd: "leave";
  readonly roomId: string;
  readonly uid: string;
  /** Keeps a resumable seat for a page that is only reloaded. */
  readonly hold?: true;
}

/** The body of `POST /leave`, which a page that goes sends as a beacon: it leaves whether its connection is open or not. */
export interface LeaveRequest {
  readonly roomId: string;
  readonly uid: string;
  readonly seat: string;
  readonly hold?: true;
}

export interface PrepareMessage {
  readonly cmd: "prepare";
  readonly roomId: string;
  readonly uid: string;
}

/** Sent by the client, echoed by the server as it came. */
export interface KeepaliveMessage {
  readonly cmd: "keepalive";
  /** A field of our own: tells which of our messages the server has dealt with by now. */
  readonly mark?: number;
  /** The number of the last message of the room that this side has: the server keeps those after it. */
  readonly lastSeen?: number;
}

export interface IceSettings {
  readonly iceServers: RTCIceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
}

export interface PreparedMessage extends IceSettings {
  readonly cmd: "prepared";
}

/** The first answer to every successful `join` and `resume`. */
export interface JoinedMessage extends IceSettings {
  readonly cmd: "joined";
  readonly roomId: string;
  readonly uid: string;
  readonly seat: string;
  readonly keepaliveSeconds: number;
  /** How long the seat is held without a connection; not there where it cannot be taken back. */
  readonly resumeSeconds?: number;
  /** It answers a `resume`. */
  readonly resumed?: boolean;
  /** The greatest `seq` that the server has dealt with, 0 for none, in the answer to a `resume`. */
  readonly lastSeen?: number;
}

/** To the joiner: someone is already here. */
export interface RespJoinMessage {
  readonly cmd: "resp-join";
  readonly remoteUid: string;
  /** They are the one whom this side's answer to a preview went to. */
  readonly previewed?: boolean;
}

/** To the one already there: someone came, send them an offer; unless they have been handed the one that was parked. */
export interface NewPeerMessage {
  readonly cmd: "new-peer";
  readonly remoteUid: string;
  readonly offered?: boolean;
  /** They had answered the preview before they came. */
  readonly previewed?: boolean;
}

export interface PeerLeaveMessage {
  readonly cmd: "peer-leave";
  readonly remoteUid: string;
}

/** Their connection is gone, and their seat is held. */
export interface PeerAwayMessage {
  readonly cmd: "peer-away";
  readonly remoteUid: string;
}

/** They who were away have taken their seat back. */
export interface PeerBackMessage {
  readonly cmd: "peer-back";
  readonly remoteUid: string;
}

export interface ErrorMessage {
  readonly cmd: "error";
  readonly code: string;
  readonly message: string;
  readonly roomId?: string;
  /** After how many seconds the same may not be refused any more. */
  readonly retryAfter?: number;
}

export type ClientMessage =
  JoinMessage | ResumeMessage | LeaveMessage | PrepareMessage | KeepaliveMessage | OfferPreviewMessage | AnswerPreviewMessage | PeerMessage;

export type ServerMessage =
  | JoinedMessage
  | PreparedMessage
  | RespJoinMessage
  | NewPeerMessage
  | PeerLeaveMessage
  | PeerAwayMessage
  | PeerBackMessage
  | ErrorMessage
  | KeepaliveMessage
  | OfferPreviewMessage
  | AnswerPreviewMessage
  | PeerMessage;
