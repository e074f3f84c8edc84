import { CallError } from "./call-error.js";
import { before } from "./deadline.js";
import { httpAddress } from "./http-address.js";
import type { ClientMessage, JoinedMessage, LeaveRequest, ServerMessage } from "./messages.js";
import { watchDoubts } from "./network-watch.js";
import { RetryClock } from "./retry-clock.js";
import { SentWords, type CountedMessage } from "./sent-words.js";
import { isProbedFirst, probeServer } from "./server-probe.js";
import { SignalingClient, type SignalingClose } from "./signaling-client.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface SeatLinkEvents {
  /** What the server says: each message of the room once, in order, over however many connections. */
  message: ServerMessage;
  /** Something that could not be read; the connection goes on. */
  malformed: CallError;
  /** The connection is gone; it is made anew by itself, until `back`, `rejoined` or `lost`. */
  away: CallError;
  /** The seat was taken back: nothing was missed. */
  back: JoinedMessage;
  /** There was a doubt whether the server can be reached, and it can. */
  certain: undefined;
  /** The server knows the seat no more, and gave another. What was not answered on the former is gone. */
  rejoined: JoinedMessage;
  /** It is gone for good. Nothing follows. */
  lost: CallError;
}

export interface SeatLinkOptions {
  /** Connected. */
  readonly signaling: SignalingClient;
  readonly server: string;
  readonly room: string;
  readonly uid: string;
  /** Of a seat that another page of the same person held, or holds: it is taken over, where it still is there. */
  readonly seat?: string | undefined;
}

interface Patience {
  readonly milliseconds: number;
  readonly signal: AbortSignal;
}

interface Entry extends Patience {
  readonly seat: string | undefined;
  /** Left out by a page that knows nothing of what was said on the seat. */
  readonly lastSeen?: number;
}

/** How long one connects, in milliseconds: short, because what was sent into a dead network is not sent again for seconds, and the fourth time, and then each eighth, long enough for a slow one. */
const shortTryMilliseconds = 1_500;
const longTryMilliseconds = 4_000;

/** The same of a probe, which leaves nothing behind, and so need not wait for what its first packets were. */
const shortProbeMilliseconds = 700;
const longProbeMilliseconds = 2_500;

/** Tries without a probe, which may be lost in a connection of before; no more than six of them in a minute and a half. */
const unprobed: ReadonlySet<number> = new Set([0, 1, 12, 24, 48, 96]);

/** TCP takes one, TLS one or two, the WebSocket one; and whoever is slow is also uneven. */
const connectRoundTrips = 5;

/** How long the server may take to answer on a connection that is open, in milliseconds. */
const answerMilliseconds = 5_000;

/** How long an answer may take where the network may have changed under the connection, in milliseconds: at least, with twice the way there and back, and at most. */
const minProbeMilliseconds = 300;
const maxProbeMilliseconds = 1_500;

/** Who is away for longer has gone, in milliseconds. */
const patienceMilliseconds = 5 * 60_000;

/** Refusals of a seat that another try does not change. */
const finalCodes: ReadonlySet<string> = new Set(["room-full", "uid-in-use", "bad-message", "not-you"]);

const counted: ReadonlySet<ServerMessage["cmd"]> = new Set([
  "resp-join",
  "new-peer",
  "peer-leave",
  "peer-away",
  "peer-back",
  "offer",
  "answer",
  "candidate",
  "answer-preview",
] as const);

/**
 * The connection under a seat. Where it is lost, another is made and the seat taken back on it; both sides count what they said, so that nothing
 * is lost and nothing comes twice.
 */
export class SeatLink extends TypedEventTarget<SeatLinkEvents> {
  readonly #options: SeatLinkOptions;
  readonly #sent = new SentWords();
  readonly #marks = new Map<number, () => void>();
  readonly #ending = new AbortController();
  readonly #retries = new RetryClock();
  readonly #endWatch: () => void;
  #signaling: SignalingClient;
  #lastMark = 0;
  /** How many messages of the room have come. */
  #seen = 0;
  #joined: JoinedMessage | undefined;
  #isAway = false;
  #isInDoubt = false;
  /** What the last join or resume took, in milliseconds. */
  #roundTrip = 0;
  #answer: { resolve(joined: JoinedMessage): void; reject(error: CallError): void } | undefined;

  constructor(options: SeatLinkOptions) {
    super();
    this.#options = options;
    this.#signaling = options.signaling;
    this.#listen(options.signaling);
    this.#endWatch = watchDoubts(() => {
      this.#retries.now();
      this.doubt();
    });
  }

  /** Whether the server can be reached, as far as is known. */
  get isOpen(): boolean {
    return !this.#isAway && !this.#ending.signal.aborted;
  }

  /** Whether that is being found out. */
  get isInDoubt(): boolean {
    return this.#isInDoubt;
  }

  /** The connection may be dead without knowing: the machine may have come to another network, or woken up. */
  doubt(): void {
    if (this.#isAway || this.#isInDoubt || this.#joined?.resumeSeconds === undefined) return;
    this.#isInDoubt = true;
    this.#signaling.probe(Math.min(minProbeMilliseconds + 2 * this.#roundTrip, maxProbeMilliseconds));
  }

  /** What takes the seat over on another page; `undefined` where it cannot be. */
  get token(): string | undefined {
    return this.#joined?.resumeSeconds === undefined ? undefined : this.#joined.seat;
  }

  /** Enters the room. Where a seat is to be taken over, nothing is known on this page of what was said on it. @throws CallError */
  join(milliseconds: number, signal: AbortSignal): Promise<JoinedMessage> {
    return this.#enter({ milliseconds, signal, seat: this.#options.seat });
  }

  /** Says something that is to arrive, now or when the seat has been taken back. */
  say(message: CountedMessage): void {
    this.#tell(this.#sent.add(message));
  }

  /** `done` is called when the server has dealt with all that was said by now, and all that it said to that has come. */
  sync(done: () => void): void {
    this.#lastMark += 1;
    this.#marks.set(this.#lastMark, done);
    this.#tell(this.#keepalive(this.#lastMark));
  }

  /**
   * Frees the seat, and ends the connection.
   * @param hold keeps the seat for some seconds, for a page that may only be loaded anew
   */
  leave(hold: boolean): void {
    const { server, room, uid } = this.#options;
    const { token } = this;
    const held = hold && token !== undefined ? ({ hold: true } as const) : {};
    this.#signaling.send({ cmd: "leave", roomId: room, uid, ...held });
    // What a page sends with its last breath may stay behind, and so does what has no connection; a beacon does not.
    if (token !== undefined && (hold || this.#isAway)) sendLeave(server, { roomId: room, uid, seat: token, ...held });
    this.close();
  }

  close(): void {
    this.#marks.clear();
    this.#endWatch();
    this.#retries.stop();
    this.#ending.abort(new CallError("aborted", "The seat was left."));
    this.#signaling.close();
  }

  #listen(signaling: SignalingClient): void {
    const { signal } = this.#ending;
    signaling.addEventListener(
      "message",
      ({ detail }) => {
        if (signaling === this.#signaling) this.#take(detail);
      },
      { signal },
    );
    signaling.addEventListener(
      "malformed",
      ({ detail }) => {
        this.emit("malformed", detail);
      },
      { signal },
    );
    signaling.addEventListener(
      "close",
      ({ detail }) => {
        if (signaling === this.#signaling) this.#onClose(detail);
      },
      { signal },
    );
  }

  #take(message: ServerMessage): void {
    if (this.#isInDoubt) {
      this.#isInDoubt = false;
      this.emit("certain", undefined);
    }
    if (counted.has(message.cmd)) this.#seen += 1;
    if (message.cmd === "joined") this.#settle(message);
    else if (message.cmd === "keepalive") this.#reach(message.mark);
    else if (message.cmd === "error" && this.#takeError(CallError.fromServer(message))) return;
    else this.emit("message", message);
  }

  #settle(joined: JoinedMessage): void {
    this.#joined = joined;
    const answer = this.#answer;
    this.#answer = undefined;
    this.#signaling.keepAlive(joined.keepaliveSeconds, () => this.#mark());
    if (!this.#isAway) this.emit("message", joined);
    else this.#return(joined);
    answer?.resolve(joined);
  }

  /** Until the seat is taken back nothing goes out, though a connection may be open: what was said before has to go first. */
  #tell(message: ClientMessage): void {
    if (!this.#isAway) this.#signaling.send(message);
  }

  /** What was missed comes right behind `joined`, so this side has to be ready for it by then. */
  #return(joined: JoinedMessage): void {
    this.#isAway = false;
    this.#retries.stop();
    const isSame = joined.resumed === true;
    if (isSame) {
      this.#sent.forget(joined.lastSeen ?? 0);
      for (const message of this.#sent.kept) this.#signaling.send(message);
    } else {
      this.#sent.clear();
      this.#seen = 0;
    }
    for (const mark of this.#marks.keys()) this.#signaling.send(this.#keepalive(mark));
    this.emit(isSame ? "back" : "rejoined", joined);
  }

  /** @returns whether it concerns nobody else. */
  #takeError(error: CallError): boolean {
    if (this.#answer !== undefined) {
      this.#answer.reject(error);
      this.#answer = undefined;
      return true;
    }
    if (error.code === "seat-gone")
      this.#lose(error); // taken by another connection of whoever holds it
    else if (error.code === "shutting-down") this.#goAway(error);
    else return false;
    return true;
  }

  #reach(mark: number | undefined): void {
    if (mark === undefined) return;
    const done = this.#marks.get(mark);
    this.#marks.delete(mark);
    done?.();
  }

  #mark(): ClientMessage {
    const { last } = this.#sent;
    this.#lastMark += 1;
    this.#marks.set(this.#lastMark, () => {
      this.#sent.forget(last);
    });
    return this.#keepalive(this.#lastMark);
  }

  #keepalive(mark: number): ClientMessage {
    return { cmd: "keepalive", mark, lastSeen: this.#seen };
  }

  #onClose({ reason, code }: SignalingClose): void {
    const error = new CallError("server-lost", `The server is gone (${reason}, ${code}).`);
    if (this.#answer !== undefined) {
      this.#answer.reject(error);
      this.#answer = undefined;
    } else {
      this.#goAway(error);
    }
  }

  #goAway(error: CallError): void {
    if (this.#isAway || this.#ending.signal.aborted) return;
    if (this.#joined?.resumeSeconds === undefined) {
      this.#lose(error);
      return;
    }
    this.#isAway = true;
    this.#isInDoubt = false;
    this.#signaling.close();
    const since = performance.now();
    this.#retries.start((attempt) => this.#comeBack(attempt, since, error));
    this.emit("away", error);
  }

  #lose(error: CallError): void {
    if (this.#ending.signal.aborted) return;
    this.close();
    this.emit("lost", error);
  }

  #patienceFor(attempt: number, short = shortTryMilliseconds, long = longTryMilliseconds): number {
    const least = attempt % 8 === 3 ? long : short;
    return Math.min(Math.max(least, connectRoundTrips * this.#roundTrip), longTryMilliseconds);
  }

  /** One try. @returns whether it was the last. */
  async #comeBack(attempt: number, since: number, reason: CallError): Promise<boolean> {
    const { signal } = this.#ending;
    if (performance.now() - since >= patienceMilliseconds) {
      this.#lose(reason);
      return true;
    }
    const { server } = this.#options;
    const signaling = new SignalingClient(server, { connectTimeoutMilliseconds: this.#patienceFor(attempt) });
    try {
      if (!unprobed.has(attempt) && isProbedFirst()) {
        await probeServer(server, this.#patienceFor(attempt, shortProbeMilliseconds, longProbeMilliseconds), signal);
      }
      await signaling.connect(signal);
      this.#signaling = signaling;
      this.#listen(signaling);
      await this.#enter({ milliseconds: answerMilliseconds, signal, seat: this.#joined?.seat, lastSeen: this.#seen });
      return true;
    } catch (error) {
      signaling.close();
      if (signal.aborted) return true;
      if (!(error instanceof CallError) || !finalCodes.has(error.code) || error.retryAfter !== undefined) return false;
      this.#lose(error);
      return true;
    }
  }

  /** Takes the seat back, where there was one and the server knows it, or else another. */
  async #enter({ seat, lastSeen, ...patience }: Entry): Promise<JoinedMessage> {
    const who = { roomId: this.#options.room, uid: this.#options.uid };
    if (seat !== undefined) {
      try {
        return await this.#ask({ cmd: "resume", ...who, seat, ...(lastSeen !== undefined && { lastSeen }) }, patience);
      } catch (error) {
        if (!(error instanceof CallError) || error.code !== "seat-gone") throw error;
      }
    }
    return await this.#ask({ cmd: "join", ...who, resume: true }, patience);
  }

  async #ask(message: ClientMessage, { milliseconds, signal }: Patience): Promise<JoinedMessage> {
    const timeout = new CallError("server-unreachable", "No answer in time.");
    const answer = new Promise<JoinedMessage>((resolve, reject) => {
      this.#answer = { resolve, reject };
    });
    const mine = this.#answer;
    const asked = performance.now();
    this.#signaling.send(message);
    try {
      const joined = await before({ milliseconds, timeout, signal }, answer);
      this.#roundTrip = performance.now() - asked;
      return joined;
    } finally {
      if (this.#answer === mine) this.#answer = undefined;
    }
  }
}

function sendLeave(server: string, request: LeaveRequest): void {
  if (typeof navigator === "undefined" || typeof navigator.sendBeacon !== "function") return;
  navigator.sendBeacon(httpAddress(server, "leave"), JSON.stringify(request));
}
