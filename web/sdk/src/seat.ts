import { CallError } from "./call-error.js";
import type { AnswerPreviewMessage, ErrorMessage, JoinedMessage, PeerMessage, ServerMessage } from "./messages.js";
import { SeatLink, type SeatLinkOptions } from "./seat-link.js";
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
  /** Whether the other's connection to the server is there; their seat is held while it is not. */
  presence: { readonly uid: string; readonly isThere: boolean };
  words: PeerMessage;
  /** One who looks has answered the preview. */
  answerpreview: AnswerPreviewMessage;
  /** The server refused something, or sent what could not be read; the seat is still there. */
  error: CallError;
  /** The connection to the server is gone, and is being made anew. */
  away: CallError;
  /** There was a doubt whether the server can be reached, and it can. */
  certain: undefined;
  /** The connection is back, and the seat with it. `isNew`: another seat, since the server knew nothing of the former. */
  back: { readonly joined: JoinedMessage; readonly isNew: boolean };
  /** The seat is gone for good. Once. */
  lost: CallError;
}

/** A place in a room: what the server says about it, in the order in which it says it. */
export class Seat extends TypedEventTarget<SeatEvents> {
  readonly #link: SeatLink;
  readonly #room: string;
  readonly #uid: string;
  readonly #takesOver: boolean;
  #hasCompany = false;
  #isSeated = false;

  constructor(options: SeatLinkOptions) {
    super();
    this.#link = new SeatLink(options);
    this.#room = options.room;
    this.#uid = options.uid;
    this.#takesOver = options.seat !== undefined;
    this.#listen();
  }

  /** Whether the server can be reached, as far as is known. */
  get isReachable(): boolean {
    return this.#link.isOpen;
  }

  /** Whether that is being found out: `certain` or `away` follows. */
  get isInDoubt(): boolean {
    return this.#link.isInDoubt;
  }

  /** The connection to the server may be dead without knowing: it is found out. */
  doubt(): void {
    this.#link.doubt();
  }

  /** What takes this seat over on another page of the same person; `undefined` where it cannot be. */
  get token(): string | undefined {
    return this.#link.token;
  }

  /** Enters the room, or gives up after that many milliseconds. @throws CallError */
  async take(milliseconds: number, signal: AbortSignal): Promise<void> {
    const answer = this.#link.join(milliseconds, signal);
    if (!this.#takesOver) this.#lookAround();
    await answer;
    if (this.#takesOver) this.#lookAround(); // not before it is known which of its two ways in is the one
  }

  /** Words for one who is here, or, with an empty `remoteUid`, for whoever comes. */
  send(cmd: PeerMessage["cmd"], remoteUid: string, msg: string): void {
    this.#link.say({ cmd, roomId: this.#room, uid: this.#uid, remoteUid, msg });
  }

  /** Shows those who prepare what they need of the offer that is parked. */
  showPreview(msg: string): void {
    this.#link.say({ cmd: "offer-preview", roomId: this.#room, uid: this.#uid, msg });
  }

  /** `done` is called when the server has dealt with all that was sent by now, and all that it said to that has come. */
  sync(done: () => void): void {
    this.#link.sync(done);
  }

  leave(hold: boolean): void {
    this.#link.leave(hold);
  }

  close(): void {
    this.#link.close();
  }

  #listen(): void {
    this.#link.addEventListener("message", ({ detail }) => {
      this.#take(detail);
    });
    this.#link.addEventListener("malformed", ({ detail }) => {
      this.emit("error", detail);
    });
    this.#link.addEventListener("away", ({ detail }) => {
      this.emit("away", detail);
    });
    this.#link.addEventListener("certain", () => {
      this.emit("certain", undefined);
    });
    this.#link.addEventListener("back", ({ detail }) => {
      this.emit("back", { joined: detail, isNew: false });
    });
    this.#link.addEventListener("rejoined", ({ detail }) => {
      this.#hasCompany = false;
      this.#lookAround();
      this.emit("back", { joined: detail, isNew: true });
    });
    this.#link.addEventListener("lost", ({ detail }) => {
      if (this.#isSeated) this.emit("lost", detail);
    });
  }

  /** Whoever is here is named right behind `joined`: where the mark comes without that, nobody is. */
  #lookAround(): void {
    this.sync(() => {
      if (!this.#hasCompany) this.emit("alone", undefined);
    });
  }

  #take(message: ServerMessage): void {
    switch (message.cmd) {
      case "joined":
        this.#isSeated = true;
        this.emit("joined", message);
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
      case "peer-away":
      case "peer-back":
        this.emit("presence", { uid: message.remoteUid, isThere: message.cmd === "peer-back" });
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
      case "keepalive": // the link's own
      case "prepared": // asked for before the join, and too late now
      case "offer-preview":
        break;
    }
  }

  #meet(arrival: Arrival): void {
    this.#hasCompany = true;
    this.emit("arrival", arrival);
  }

  #takeError(message: ErrorMessage): void {
    const error = CallError.fromServer(message);
    // Words under way to one who is just leaving, or to nobody when somebody has just come: that is the news, and it is told.
    if (error.code !== "no-such-peer") this.emit("error", error);
  }
}
