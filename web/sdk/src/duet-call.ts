import { CallError } from "./call-error.js";
import { samePath, type ConnectionPath } from "./connection-path.js";
import type { CallState, DuetCallEvents } from "./call-events.js";
import type { CallStatistics } from "./call-statistics.js";
import type { ChatMessage } from "./chat.js";
import { surveyCodecs } from "./codec-efficiency.js";
import { Company } from "./company.js";
import { Conversation, type ConversationEvents } from "./conversation.js";
import { abortError } from "./deadline.js";
import { Entrance } from "./entrance.js";
import { openLocalMedia, stopMedia } from "./local-media.js";
import type { Meeting } from "./meeting.js";
import type { JoinedMessage } from "./messages.js";
import type { ScreenContent } from "./own-screen.js";
import type { OwnState, ParticipantState } from "./participant-state.js";
import type { Quality } from "./quality.js";
import { randomUid } from "./random.js";
import { isValidName } from "./room-name.js";
import type { Seat } from "./seat.js";
import { PhaseClock, type SetupPhases } from "./setup-phases.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface DuetCallOptions {
  /** The server's WebSocket address, such as `wss://duet.example.org/ws`. */
  readonly server: string;
  readonly room: string;
  /** Default: random. */
  readonly uid?: string;
  /** The `seat` of a call that another page of the same person held, or still holds, with its `uid`: the join takes that over, where it still is there. */
  readonly seat?: string;
}

export interface PrepareOptions {
  /** Gives the preparation up; a join does without it then. */
  readonly signal?: AbortSignal;
}

export interface LeaveOptions {
  /** Keeps the seat for some seconds, for a page that may only be loaded anew. */
  readonly hold?: boolean;
}

export interface JoinOptions {
  /** What the other shall see and hear. Absent: the call opens camera and microphone, and stops them at its end. `null`: nothing. */
  readonly media?: MediaStream | null;
  /** Ends the join while it is under way; a call that has joined is ended by `leave()`. */
  readonly signal?: AbortSignal;
}

const conversationEvents: readonly (keyof ConversationEvents)[] = [
  "peerstate",
  "chat",
  "remotescreen",
  "screenend",
  "qualitychange",
  "error",
];

/** One stay in one room, from `join()` to `leave()`. To call again, make another. */
export class DuetCall extends TypedEventTarget<DuetCallEvents> {
  readonly room: string;
  readonly uid: string;
  readonly #entrance: Entrance;
  readonly #ending = new AbortController();
  readonly #clock = new PhaseClock();
  readonly #conversation = new Conversation();
  #state: CallState = "idle";
  #error: CallError | undefined;
  #media: MediaStream | undefined;
  #ownsMedia = false;
  #seat: Seat | undefined;
  #company: Company | undefined;
  /** For good. */
  #serverLost = false;
  #path: ConnectionPath | null = null;

  constructor({ server, room, uid = randomUid(), seat }: DuetCallOptions) {
    super();
    this.room = room;
    this.uid = uid;
    this.#entrance = new Entrance({ server, room, uid, seat });
    for (const name of conversationEvents) {
      this.#conversation.addEventListener(name, ({ detail }) => {
        this.emit(name, detail);
      });
    }
  }

  get state(): CallState {
    return this.#state;
  }

  /** Why the call ended; `undefined` while it lasts, and when it was left. */
  get error(): CallError | undefined {
    return this.#error;
  }

  /** Whether the server can be heard. A call lasts without it: it is tried again and again, and holds this side's seat for a while. */
  get serverReachable(): boolean {
    return this.#company !== undefined && this.#seat?.isReachable === true && !this.#serverLost && this.#state !== "ended";
  }

  /** A secret that takes this side's seat over on another page of the same person (see `DuetCallOptions`); `undefined` before the join, and where that cannot be. */
  get seat(): string | undefined {
    return this.#seat?.token;
  }

  /** Which way sound and picture take; `null` unless connected, for a moment after that, and where the browser does not tell for certain. */
  get path(): ConnectionPath | null {
    return this.#state === "connected" ? this.#path : null;
  }

  /** What the other says about themselves; `null` while nobody is connected, and where their client does not say such things. */
  get peerState(): ParticipantState | null {
    return this.#conversation.peerState;
  }

  /** Whether somebody is connected whose page shows what is written to them. */
  get canChat(): boolean {
    return this.#conversation.canChat;
  }

  /** The screen that the other shares beside their camera. */
  get remoteScreen(): MediaStream | null {
    return this.#conversation.remoteScreen;
  }

  /** Whether a screen of ours is shared, or will be with whoever comes. */
  get sharing(): boolean {
    return this.#conversation.sharing;
  }

  /** How well it goes, looked after every two seconds; `null` before the second look, and while nobody is connected. */
  get quality(): Quality | null {
    return this.#conversation.quality;
  }

  /** How long the steps to a call took. */
  get phases(): SetupPhases {
    return this.#clock.phases;
  }

  /**
   * Does what can be done before the join, while somebody looks at their preview, so that the join is faster. Takes no seat and tells nobody.
   * Lasts for 15 minutes; called again, for another 15. Fulfilled when it is done, and also when it failed: why, the join will tell.
   */
  async prepare({ signal }: PrepareOptions = {}): Promise<void> {
    void surveyCodecs();
    if (this.#state === "idle" && this.#isNamed()) await this.#entrance.prepare(signal);
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
    this.#clock.start();
    this.#setState("joining");
    void surveyCodecs();
    try {
      if (signal?.aborted === true) throw abortError(signal.reason);
      if (!this.#isNamed()) throw new CallError("invalid-name", "The room or uid is not a valid name.");
      if (media === undefined) void this.#openMedia();
      else this.setMedia(media);
      await this.#entrance.enter((seat) => {
        this.#follow(seat);
      }, this.#ending.signal);
    } catch (error) {
      const reason = CallError.from(error, "server-unreachable", "The room could not be entered.");
      this.#end(reason.code === "aborted" ? undefined : reason);
      throw reason;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /**
   * What the other shall see and hear from now on: the stream's first audio and first video track. To be called again when its tracks have
   * changed. Nothing is negotiated for it, and nothing stopped.
   */
  setMedia(media: MediaStream | null): void {
    if (this.#state === "ended") return;
    this.#media = media ?? undefined;
    this.#conversation.setMedia(this.#media);
    this.#company?.setMedia(this.#media);
  }

  /** What the other is told about this side. Until this is called, it is told what `setMedia` was given. */
  setState(state: OwnState): void {
    this.#conversation.setState(state);
  }

  /** Shows this screen (see `openScreen`) beside the camera, in place of the one before. The call stops its tracks, at its own end at the latest. */
  shareScreen(stream: MediaStream, content: ScreenContent): void {
    if (this.#state === "ended") stopMedia(stream);
    else this.#conversation.share(stream, content);
  }

  stopSharing(): void {
    this.#conversation.stopSharing();
  }

  /**
   * Writes to the other, from browser to browser: no server sees it, and none is needed. What a break in the connection holds up gets there after it, once and in
   * order; the event `chat` tells what has become of it.
   * @param text 1 to 2,000 UTF-16 code units, not only white space
   * @throws CallError `chat-refused` while `canChat` is false, for another text, and while 100 messages are on the way
   */
  sendChat(text: string): ChatMessage {
    return this.#conversation.sendChat(text);
  }

  /** How it went since this was asked before, for a panel that asks once a second; `null` while nobody is connected. */
  readStatistics(): Promise<CallStatistics | null> {
    return this.#conversation.readStatistics(this.path);
  }

  /** Tells the other, and releases everything. May be called at any time, any number of times. */
  leave({ hold = false }: LeaveOptions = {}): void {
    this.#end(undefined, hold);
  }

  #isNamed(): boolean {
    return isValidName(this.room) && isValidName(this.uid);
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

  #follow(seat: Seat): void {
    this.#seat = seat;
    seat.addEventListener("joined", ({ detail }) => {
      this.#keepCompany(seat, detail);
      this.#clock.reach("joined");
    });
    seat.addEventListener("error", ({ detail }) => {
      this.emit("error", detail);
    });
    seat.addEventListener("away", () => {
      this.emit("serverchange", false);
    });
    seat.addEventListener("back", () => {
      this.emit("serverchange", true);
    });
    seat.addEventListener("lost", ({ detail }) => {
      this.#loseServer(detail);
    });
  }

  #keepCompany(seat: Seat, joined: JoinedMessage): void {
    const company = new Company({
      seat,
      joined,
      takePrepared: () => this.#entrance.takePeer(),
      rehearsal: this.#entrance.rehearsal,
      media: this.#media,
      watch: (meeting) => {
        this.#watch(meeting);
      },
    });
    this.#company = company;
    company.addEventListener("alone", () => {
      this.#setState("waiting");
    });
    company.addEventListener("peerjoin", ({ detail }) => {
      this.#clock.reach("peer");
      this.#setState("connecting");
      this.emit("peerjoin", detail);
    });
    company.addEventListener("peerleave", ({ detail }) => {
      this.#setState("waiting");
      this.#conversation.part();
      this.emit("peerleave", detail);
    });
  }

  #watch(meeting: Meeting): void {
    const { connection } = meeting;
    connection.addEventListener("described", () => {
      this.#clock.reach("described");
    });
    connection.addEventListener("connected", () => {
      meeting.wasConnected = true;
      this.#clock.reach("connected");
      this.#setState("connected");
      this.#conversation.meet(meeting.uid, connection.exchange);
    });
    connection.addEventListener("firstframe", () => {
      this.#clock.reach("firstFrame");
    });
    connection.addEventListener("interrupted", () => {
      if (this.#serverLost) this.#fail(new CallError("connection-lost", "The media connection broke while the server was away."));
      else this.#setState("connecting");
    });
    connection.addEventListener("failed", () => {
      const code = meeting.wasConnected ? "connection-lost" : "connection-failed";
      this.#fail(new CallError(code, "There is no working path between the two browsers."));
    });
    connection.addEventListener("remotestream", ({ detail }) => {
      this.emit("remotestream", detail);
    });
    connection.addEventListener("pathchange", ({ detail }) => {
      this.#setPath(detail);
    });
    connection.addEventListener("error", ({ detail }) => {
      if (detail.code === "negotiation-failed" && !meeting.wasConnected) this.#fail(detail);
      else this.emit("error", detail);
    });
  }

  /** Media needs no server: a call that is connected is told, any other ends, and so does one that goes on elsewhere. */
  #loseServer(error: CallError): void {
    if (this.#serverLost || this.#state === "ended") return;
    this.#serverLost = true;
    if (this.#state !== "connected" || error.code === "seat-gone") {
      this.#fail(error);
      return;
    }
    this.emit("serverchange", false);
    this.emit("error", error);
  }

  /** Ends the call for a reason that `join()` can no longer throw. */
  #fail(error: CallError): void {
    if (this.#state === "ended") return;
    this.#end(error);
    this.emit("error", error);
  }

  #end(error: CallError | undefined, hold = false): void {
    if (this.#state === "ended") return;
    this.#error = error;
    this.#company?.close();
    this.#conversation.close();
    if (this.#company === undefined) this.#seat?.close();
    else this.#seat?.leave(hold);
    this.#entrance.close();
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
