import { CallError } from "./call-error.js";
import { before } from "./deadline.js";
import type { AnswerPreviewMessage, ErrorMessage, JoinedMessage, PeerMessage, ServerMessage } from "./messages.js";
import type { SignalingClient } from "./signaling-client.js";
import { TypedEventTarget } from "./typed-event-target.js";

/** Somebody is here: they were here first, or they came, perhaps with the offer that was parked in hand. */
export interface Arrival {
  readonly uid: string;
  readonly wasFirst: boolean;
  readonly offered: boolean;
  /** Whoever came second had answered the preview of the other before. */
  readonly previewed: boolean;
}

export interface SeatEvents {
  /** The server has answered the join. */
  joined: JoinedMessage;
  /** For certain, nobody else is here: after the join, and after somebody left. */
  alone: undefined;
  arrival: Arrival;
  departure: { readonly uid: string };
  words: PeerMessage;
  /** One who looks has answered the preview. */
  answerpreview: AnswerPreviewMessage;
  /** The server refused something, or sent what could not be read; the seat is still there. */
  error: CallError;
  /** The server is gone or about to go, and with it the seat. Once. */
  lost: CallError;
}

/** A place in a room: what the server says about it, in the order in which it says it. */
export class Seat extends TypedEventTarget<SeatEvents> {
  readonly #signaling: SignalingClient;
  readonly #room: string;
  readonly #uid: string;
  readonly #marks = new Map<number, () => void>();
  #lastMark = 0;
  #answerJoin: { resolve(joined: JoinedMessage): void; reject(error: CallError): void } | undefined;
  #hasCompany = false;
  #lost = false;

  /** `signaling`: connected. */
  constructor(signaling: SignalingClient, room: string, uid: string) {
    super();
    this.#signaling = signaling;
    this.#room = room;
    this.#uid = uid;
    signaling.addEventListener("message", ({ detail }) => {
      this.#take(detail);
    });
    signaling.addEventListener("malformed", ({ detail }) => {
      this.emit("error", detail);
    });
    signaling.addEventListener("close", ({ detail }) => {
      this.#lose(new CallError("server-lost", `The connection to the server is gone (${detail.reason}, ${detail.code}).`));
    });
  }

  /** Enters the room, or gives up after that many milliseconds. @throws CallError */
  async take(milliseconds: number, signal: AbortSignal): Promise<void> {
    const timeout = new CallError("server-unreachable", "The server did not answer the join in time.");
    const answer = new Promise<JoinedMessage>((resolve, reject) => {
      this.#answerJoin = { resolve, reject };
    });
    this.#signaling.send({ cmd: "join", roomId: this.#room, uid: this.#uid });
    // Whoever is here is named right behind `joined`: where the mark comes without that, nobody is.
    this.sync(() => {
      if (!this.#hasCompany) this.emit("alone", undefined);
    });
    try {
      const joined = await before({ milliseconds, timeout, signal }, answer);
      this.#signaling.keepAlive(joined.keepaliveSeconds);
    } finally {
      this.#answerJoin = undefined;
    }
  }

  /** Words for one who is here, or, with an empty `remoteUid`, for whoever comes. */
  send(cmd: PeerMessage["cmd"], remoteUid: string, msg: string): void {
    this.#signaling.send({ cmd, roomId: this.#room, uid: this.#uid, remoteUid, msg });
  }

  /** Shows those who prepare what they need of the offer that is parked. */
  showPreview(msg: string): void {
    this.#signaling.send({ cmd: "offer-preview", roomId: this.#room, uid: this.#uid, msg });
  }

  /** `done` is called when the server has dealt with all that was sent by now, and all that it said to that has come. */
  sync(done: () => void): void {
    this.#lastMark += 1;
    this.#marks.set(this.#lastMark, done);
    this.#signaling.send({ cmd: "keepalive", mark: this.#lastMark });
  }

  leave(): void {
    this.#signaling.send({ cmd: "leave", roomId: this.#room, uid: this.#uid });
    this.close();
  }

  close(): void {
    this.#marks.clear();
    this.#signaling.close();
  }

  #take(message: ServerMessage): void {
    switch (message.cmd) {
      case "joined":
        this.emit("joined", message);
        this.#answerJoin?.resolve(message);
        break;
      case "resp-join":
        this.#meet({ uid: message.remoteUid, wasFirst: true, offered: false, previewed: message.previewed === true });
        break;
      case "new-peer":
        this.#meet({
          uid: message.remoteUid,
          wasFirst: false,
          offered: message.offered === true,
          previewed: message.previewed === true,
        });
        break;
      case "peer-leave":
        this.#hasCompany = false;
        this.emit("departure", { uid: message.remoteUid });
        break;
      case "offer":
      case "answer":
      case "candidate":
        this.emit("words", message);
        break;
      case "answer-preview":
        this.emit("answerpreview", message);
        break;
      case "error":
        this.#takeError(message);
        break;
      case "keepalive":
        this.#reach(message.mark);
        break;
      case "prepared": // asked for before the join, and too late now
      case "offer-preview":
      case "peer-away": // a plain seat's other may come and go; the call finds out by itself
      case "peer-back":
        break;
    }
  }

  #meet(arrival: Arrival): void {
    this.#hasCompany = true;
    this.emit("arrival", arrival);
  }

  #reach(mark: number | undefined): void {
    if (mark === undefined) return;
    const done = this.#marks.get(mark);
    this.#marks.delete(mark);
    done?.();
  }

  #takeError({ code, message }: ErrorMessage): void {
    const error = CallError.fromServer(code, message);
    if (this.#answerJoin !== undefined) this.#answerJoin.reject(error);
    else if (error.code === "shutting-down") this.#lose(error);
    // Words under way to one who is just leaving, or to nobody when somebody has just come: that is the news, and it is told.
    else if (error.code !== "no-such-peer") this.emit("error", error);
  }

  #lose(error: CallError): void {
    if (this.#lost) return;
    this.#lost = true;
    if (this.#answerJoin !== undefined) this.#answerJoin.reject(error);
    else this.emit("lost", error);
  }
}
