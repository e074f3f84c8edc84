import { CallError, type CallErrorCode } from "./call-error.js";
import { abortError } from "./deadline.js";
import { Preparation, type PreparationOptions } from "./preparation.js";
import type { Rehearsal } from "./rehearsal.js";
import { Seat } from "./seat.js";
import { SignalingClient } from "./signaling-client.js";

/** How long the server may take to answer a join, in milliseconds. */
const joinMilliseconds = 10_000;

/** The same, where the connection is an old one that may be dead without knowing. */
const preparedJoinMilliseconds = 4_000;

/** How long one waits at most before the server is asked again, whatever it says; at least, it is one. */
const maxPauseSeconds = 30;

/** What a dead connection is told by. */
const deadCodes: ReadonlySet<CallErrorCode> = new Set(["server-lost", "server-unreachable"]);

/** The way into a room: prepared for or not. */
export class Entrance {
  readonly #options: PreparationOptions;
  #preparation: Preparation | undefined;
  #rehearsal: Rehearsal | undefined;

  constructor(options: PreparationOptions) {
    this.#options = options;
  }

  async prepare(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return;
    if (this.#preparation === undefined || this.#preparation.isOver) this.#preparation = new Preparation(this.#options);
    const preparation = this.#preparation;
    preparation.extend();
    const stop = () => {
      preparation.close();
    };
    signal?.addEventListener("abort", stop);
    await preparation.ready;
    signal?.removeEventListener("abort", stop);
  }

  /**
   * Takes a seat, over the connection of the preparation where it still works, and else over one of its own. One that is kept for somebody who has
   * just left is waited for.
   * @param follow called with a seat before anything comes of it; once more where the first one could not be had
   * @throws CallError
   */
  async enter(follow: (seat: Seat) => void, signal: AbortSignal): Promise<void> {
    try {
      await this.#tryToEnter(follow, signal);
    } catch (error) {
      if (!(error instanceof CallError) || error.retryAfter === undefined) throw error;
      await pause(Math.min(Math.max(error.retryAfter, 1), maxPauseSeconds) * 1_000, signal);
      if (signal.aborted) throw abortError(signal.reason);
      await this.enter(follow, signal);
    }
  }

  /** The peer connection of the preparation, for whoever is met first. */
  takePeer(): RTCPeerConnection | undefined {
    return this.#preparation?.takePeer();
  }

  /** The answer to the offer of whoever was in the room before the join; given already, if they are still there. */
  get rehearsal(): Rehearsal | undefined {
    return this.#rehearsal;
  }

  close(): void {
    this.#preparation?.close();
    this.#rehearsal?.close();
  }

  async #tryToEnter(follow: (seat: Seat) => void, signal: AbortSignal): Promise<void> {
    const preparation = this.#preparation;
    if (preparation?.isOver === false && (await this.#enterPrepared(preparation, follow, signal))) return;
    // What it was given ends before a seat of another connection does.
    this.takePeer()?.close();
    this.#preparation?.takeRehearsal()?.close();
    this.#rehearsal?.close();
    this.#rehearsal = undefined;
    const signaling = new SignalingClient(this.#options.server);
    await signaling.connect(signal);
    await this.#take(signaling, { milliseconds: joinMilliseconds, follow, signal });
  }

  /** @returns false where the connection of the preparation turns out to be dead. */
  async #enterPrepared(preparation: Preparation, follow: (seat: Seat) => void, signal: AbortSignal): Promise<boolean> {
    // Nothing is awaited that is there: the join goes out in the very click, before the page draws what follows it.
    if (preparation.opening !== undefined) await preparation.opening;
    const signaling = preparation.takeSignaling();
    if (signaling === undefined) return false;
    try {
      this.#rehearsal = preparation.takeRehearsal();
      await this.#take(signaling, { milliseconds: preparedJoinMilliseconds, follow, signal });
      return true;
    } catch (error) {
      if (signal.aborted || !(error instanceof CallError) || !deadCodes.has(error.code)) throw error;
      return false;
    }
  }

  async #take(
    signaling: SignalingClient,
    { milliseconds, follow, signal }: { milliseconds: number; follow: (seat: Seat) => void; signal: AbortSignal },
  ): Promise<void> {
    if (signal.aborted) {
      signaling.close();
      throw abortError(signal.reason);
    }
    const seat = new Seat({ ...this.#options, signaling });
    follow(seat);
    const taking = seat.take(milliseconds, signal);
    this.#rehearsal?.perform(seat);
    try {
      await taking;
    } catch (error) {
      seat.close();
      throw error;
    }
  }
}

/** Ends sooner where the signal aborts. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
