import { CallError } from "./call-error.js";
import { samePath, type ConnectionPath } from "./connection-path.js";
import { abortError, before } from "./deadline.js";
import { openLocalMedia, stopMedia } from "./local-media.js";
import type { ErrorMessage, JoinedMessage, PeerMessage, ServerMessage } from "./messages.js";
import { PeerConnection } from "./peer-connection.js";
import { randomUid } from "./random.js";
import { isValidName } from "./room-name.js";
import { SignalingClient } from "./signaling-client.js";
import { TypedEventTarget } from "./typed-event-target.js";

/**
 * - `idle`: not joined yet
 * - `joining`: on the way to the server
 * - `waiting`: in the room, alone
 * - `connecting`: someone is here, media is on its way (for the first time, or again after a break)
 * - `connected`: media flows
 * - `ended`: over; `error` says why, unless the call was left
 */
export type CallState = "idle" | "joining" | "waiting" | "connecting" | "connected" | "ended";

export interface DuetCallEvents {
  statechange: CallState;
  /** The call opened camera and microphone (`join()` without `media`). */
  localstream: MediaStream;
  /** The other's picture and sound; again each time a track joins the stream. */
  remotestream: MediaStream;
  /** Which way sound and picture take, as `path` has it. */
  pathchange: ConnectionPath | null;
  peerjoin: { readonly uid: string };
  peerleave: { readonly uid: string };
  /** Something went wrong that `join()` did not throw. When it ended the call, `state` is `ended` by now. */
  error: CallError;
}

export interface DuetCallOptions {
  /** The server's WebSocket address, such as `wss://duet.example.org/ws`. */
  readonly server: string;
  readonly room: string;
  /** Default: random. */
  readonly uid?: string;
}

export interface JoinOptions {
  /** What the other shall see and hear. Absent: the call opens camera and microphone, and stops them at its end. `null`: nothing. */
  readonly media?: MediaStream | null;
  /** Ends the join while it is under way; a call that has joined is ended by `leave()`. */
  readonly signal?: AbortSignal;
}

/** How long the server may take to answer a join, in milliseconds. */
const joinMilliseconds = 10_000;

/** The one other person, and the media connection to them. */
interface Peer {
  readonly uid: string;
  readonly connection: PeerConnection;
  wasConnected: boolean;
}

/** One stay in one room, from `join()` to `leave()`. To call again, make another. */
export class DuetCall extends TypedEventTarget<DuetCallEvents> {
  readonly room: string;
  readonly uid: string;
  readonly #signaling: SignalingClient;
  readonly #ending = new AbortController();
  #state: CallState = "idle";
  #error: CallError | undefined;
  #media: MediaStream | undefined;
  #ownsMedia = false;
  #answerJoin: { resolve(joined: JoinedMessage): void; reject(error: CallError): void } | undefined;
  #joined: JoinedMessage | undefined;
  #serverLost = false;
  #path: ConnectionPath | null = null;
  #peer: Peer | undefined;

  constructor({ server, room, uid = randomUid() }: DuetCallOptions) {
    super();
    this.room = room;
    this.uid = uid;
    this.#signaling = new SignalingClient(server);
    this.#signaling.addEventListener("message", ({ detail }) => {
      this.#take(detail);
    });
    this.#signaling.addEventListener("malformed", ({ detail }) => {
      this.emit("error", detail);
    });
    this.#signaling.addEventListener("close", ({ detail }) => {
      this.#loseServer(new CallError("server-lost", `The connection to the server is gone (${detail.reason}, ${detail.code}).`));
    });
  }

  get state(): CallState {
    return this.#state;
  }

  /** Why the call ended; `undefined` while it lasts, and when it was left. */
  get error(): CallError | undefined {
    return this.#error;
  }

  /** Whether the server can still be heard. A connected call lasts without it until the other side ends it: to the server, this side has left. */
  get serverReachable(): boolean {
    return this.#joined !== undefined && !this.#serverLost && this.#state !== "ended";
  }

  /** Which way sound and picture take; `null` unless connected, for a moment after that, and where the browser does not tell for certain. */
  get path(): ConnectionPath | null {
    return this.#state === "connected" ? this.#path : null;
  }

  /**
   * Enters the room. Fulfilled when this side has its seat; whether someone is there, the events tell.
   * @throws CallError when it could not; the call has ended then, and everything is released.
   */
  async join({ media, signal }: JoinOptions = {}): Promise<void> {
    if (this.#state !== "idle") throw new CallError("already-joined", "This call was joined before. To call again, make another DuetCall.");
    const stop = () => {
      this.#ending.abort(abortError(signal?.reason));
    };
    signal?.addEventListener("abort", stop);
    this.#setState("joining");
    try {
      if (signal?.aborted === true) throw abortError(signal.reason);
      if (!isValidName(this.room) || !isValidName(this.uid)) throw new CallError("invalid-name", "The room or uid is not a valid name.");
      if (media === undefined) void this.#openMedia();
      else this.setMedia(media);
      await this.#signaling.connect(this.#ending.signal);
      this.#signaling.keepAlive((await this.#takeSeat()).keepaliveSeconds);
    } catch (error) {
      const reason = CallError.from(error, "server-unreachable", "The room could not be entered.");
      this.#end(reason.code === "aborted" ? undefined : reason);
      throw reason;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /** What the other shall see and hear from now on, in addition to what they do: a camera that was opened after the join. Not stopped by the call. */
  setMedia(media: MediaStream | null): void {
    if (this.#state === "ended") return;
    this.#media = media ?? undefined;
    this.#peer?.connection.setMedia(this.#media);
  }

  /** Tells the other, and releases everything. May be called at any time, any number of times. */
  leave(): void {
    if (this.#joined !== undefined) this.#signaling.send({ cmd: "leave", roomId: this.room, uid: this.uid });
    this.#end(undefined);
  }

  async #takeSeat(): Promise<JoinedMessage> {
    const timeout = new CallError("server-unreachable", "The server did not answer the join in time.");
    const answer = new Promise<JoinedMessage>((resolve, reject) => {
      this.#answerJoin = { resolve, reject };
    });
    this.#signaling.send({ cmd: "join", roomId: this.room, uid: this.uid });
    try {
      return await before({ milliseconds: joinMilliseconds, timeout, signal: this.#ending.signal }, answer);
    } finally {
      this.#answerJoin = undefined;
    }
  }

  async #openMedia(): Promise<void> {
    const { stream, problem } = await openLocalMedia(this.#ending.signal);
    if (this.#ending.signal.aborted) return;
    if (stream !== undefined) {
      this.#ownsMedia = true;
      this.setMedia(stream);
      this.emit("localstream", stream);
    }
    if (problem !== undefined) this.emit("error", problem);
  }

  #take(message: ServerMessage): void {
    switch (message.cmd) {
      case "joined":
        this.#joined = message;
        this.#setState("waiting");
        this.#answerJoin?.resolve(message);
        break;
      case "resp-join":
        this.#meet(message.remoteUid, true);
        break;
      case "new-peer":
        // Who has been handed an offer answers it: a second one, made here, would start their call over.
        this.#meet(message.remoteUid, message.offered === true);
        break;
      case "peer-leave":
        this.#part(message.remoteUid);
        break;
      case "offer":
      case "answer":
      case "candidate":
        if (message.uid === this.#peer?.uid) this.#peer.connection.receive(message.cmd, message.msg);
        break;
      case "error":
        this.#takeError(message);
        break;
      case "prepared":
      case "keepalive":
        break;
    }
  }

  #takeError({ code, message }: ErrorMessage): void {
    const error = CallError.fromServer(code, message);
    if (this.#answerJoin !== undefined) this.#answerJoin.reject(error);
    else if (error.code === "shutting-down") this.#loseServer(error);
    // Candidates under way to someone who is just leaving: their `peer-leave` is the news.
    else if (error.code !== "no-such-peer") this.emit("error", error);
  }

  /** Someone is here. The one who came second is polite, and does not offer first. */
  #meet(uid: string, polite: boolean): void {
    if (this.#joined === undefined) return;
    this.#peer?.connection.close();
    const { iceServers, iceTransportPolicy } = this.#joined;
    const send = (cmd: PeerMessage["cmd"], msg: string) => {
      this.#signaling.send({ cmd, roomId: this.room, uid: this.uid, remoteUid: uid, msg });
    };
    const connection = new PeerConnection({ polite, iceServers, iceTransportPolicy, media: this.#media, send });
    this.#peer = { uid, connection, wasConnected: false };
    this.#watch(this.#peer);
    this.#setState("connecting");
    this.emit("peerjoin", { uid });
  }

  #watch(peer: Peer): void {
    const { connection } = peer;
    connection.addEventListener("connected", () => {
      peer.wasConnected = true;
      this.#setState("connected");
    });
    connection.addEventListener("interrupted", () => {
      if (this.#serverLost) this.#fail(new CallError("connection-lost", "The media connection broke while the server was away."));
      else this.#setState("connecting");
    });
    connection.addEventListener("failed", () => {
      const code = peer.wasConnected ? "connection-lost" : "connection-failed";
      this.#fail(new CallError(code, "There is no working path between the two browsers."));
    });
    connection.addEventListener("remotestream", ({ detail }) => {
      this.emit("remotestream", detail);
    });
    connection.addEventListener("pathchange", ({ detail }) => {
      this.#setPath(detail);
    });
    connection.addEventListener("error", ({ detail }) => {
      if (detail.code === "negotiation-failed" && !peer.wasConnected) this.#fail(detail);
      else this.emit("error", detail);
    });
  }

  #part(uid: string): void {
    if (this.#peer?.uid !== uid) return;
    this.#peer.connection.close();
    this.#peer = undefined;
    this.#setState("waiting");
    this.emit("peerleave", { uid });
  }

  /** Media needs no server: a call that is connected is told, any other ends. */
  #loseServer(error: CallError): void {
    if (this.#serverLost || this.#state === "ended") return;
    this.#serverLost = true;
    if (this.#answerJoin !== undefined) this.#answerJoin.reject(error);
    else if (this.#state === "connected") this.emit("error", error);
    else this.#fail(error);
  }

  /** Ends the call for a reason that `join()` can no longer throw. */
  #fail(error: CallError): void {
    if (this.#state === "ended") return;
    this.#signaling.send({ cmd: "leave", roomId: this.room, uid: this.uid });
    this.#end(error);
    this.emit("error", error);
  }

  #end(error: CallError | undefined): void {
    if (this.#state === "ended") return;
    this.#error = error;
    this.#peer?.connection.close();
    this.#peer = undefined;
    this.#signaling.close();
    if (this.#ownsMedia) stopMedia(this.#media);
    this.#media = undefined;
    this.#setState("ended");
    this.#ending.abort(new CallError("aborted", "The call was left."));
  }

  #setState(state: CallState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.emit("statechange", state);
    if (state !== "connected") this.#setPath(null);
  }

  #setPath(path: ConnectionPath | null): void {
    if (samePath(path, this.#path)) return;
    this.#path = path;
    this.emit("pathchange", path);
  }
}
