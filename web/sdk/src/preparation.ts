import { loadCallParts } from "./call-parts.js";
import type { PreparedMessage } from "./messages.js";
import { watchNetwork } from "./network-watch.js";
import { Rehearsal } from "./rehearsal.js";
import { configurationOf, pooledConfigurationOf } from "./rtc-configuration.js";
import { SignalingClient } from "./signaling-client.js";

export interface PreparationOptions {
  readonly server: string;
  readonly room: string;
  readonly uid: string;
  readonly seat?: string | undefined;
}

/** What a preparation is given ends after five minutes; before that it is asked for again, in milliseconds. */
const renewMilliseconds = 4 * 60_000;

/** One who looked at the preview this long ago has gone for a while: nothing is kept for them, in milliseconds. */
const keepMilliseconds = 15 * 60_000;

/** How many offers are rehearsed before this side asks again: each takes a connection, and none is certain to be the last. */
const maxRehearsals = 10;

/** Nobody is told how often to ask before the join. */
const keepaliveSeconds = 5;

/**
 * What can be done before the join, while somebody looks at their preview: the connection to the server is open, and the browser gathers
 * candidates of its own. It takes no seat, and nobody is told. Whatever fails here is left to the join, which says what is wrong.
 */
export class Preparation {
  readonly #options: PreparationOptions;
  readonly #ending = new AbortController();
  readonly #signaling: SignalingClient;
  /** Until the connection is open, or is known not to be. */
  #opening: Promise<void> | undefined;
  #wantedAt = performance.now();
  #prepared: PreparedMessage | undefined;
  #peer: RTCPeerConnection | undefined;
  #rehearsal: Rehearsal | undefined;
  #rehearsals = 0;
  #isTaken = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #endWatch: (() => void) | undefined;
  #done: (() => void) | undefined;

  /** Resolved when there is nothing more to wait for, also when it failed. */
  readonly ready: Promise<void>;

  constructor(options: PreparationOptions) {
    this.#options = options;
    this.#signaling = new SignalingClient(options.server);
    this.ready = new Promise((resolve) => {
      this.#done = resolve;
    });
    this.#listen();
    this.#opening = this.#open().finally(() => {
      this.#opening = undefined;
    });
  }

  get isOver(): boolean {
    return this.#ending.signal.aborted;
  }

  /** Somebody is still there. */
  extend(): void {
    this.#wantedAt = performance.now();
  }

  /** Fulfilled when the connection is open, or is known not to be; `undefined` where that is so already. */
  get opening(): Promise<void> | undefined {
    return this.#opening;
  }

  /** Hands over the connection to the server, for the join; `undefined` where there is none. The preparation is over, but for what was made. */
  takeSignaling(): SignalingClient | undefined {
    if (this.isOver) return undefined;
    this.#end();
    this.#isTaken = true;
    return this.#signaling;
  }

  /** Hands over the connection to be, once. */
  takePeer(): RTCPeerConnection | undefined {
    const peer = this.#peer;
    this.#peer = undefined;
    return peer;
  }

  /** Hands over the answer to the offer that is parked in the room, once; `undefined` where none is known of. */
  takeRehearsal(): Rehearsal | undefined {
    const rehearsal = this.#rehearsal;
    this.#rehearsal = undefined;
    return rehearsal;
  }

  close(): void {
    this.#end();
    this.#discard();
    if (!this.#isTaken) this.#signaling.close();
  }

  async #open(): Promise<void> {
    try {
      await this.#signaling.connect(this.#ending.signal);
    } catch {
      this.close();
      return;
    }
    this.#signaling.keepAlive(keepaliveSeconds);
    this.#endWatch = watchNetwork(() => {
      this.#ask();
    });
    this.#ask();
  }

  #listen(): void {
    const { signal } = this.#ending;
    this.#signaling.addEventListener(
      "message",
      ({ detail }) => {
        if (detail.cmd === "prepared") this.#gather(detail);
        else if (detail.cmd === "offer-preview") this.#rehearse(detail.uid, detail.msg);
        else if (detail.cmd === "error") this.close();
      },
      { signal },
    );
    this.#signaling.addEventListener(
      "close",
      () => {
        this.close();
      },
      { signal },
    );
  }

  #ask(): void {
    clearTimeout(this.#timer);
    if (performance.now() - this.#wantedAt >= keepMilliseconds) {
      this.close();
      return;
    }
    // A join adopts what was asked for last: a connection of the one before would lose its relay in the middle of a call.
    this.#discard();
    this.#prepared = undefined;
    this.#rehearsals = 0;
    this.#signaling.send({ cmd: "prepare", roomId: this.#options.room, uid: this.#options.uid });
    this.#timer = setTimeout(() => {
      this.#ask();
    }, renewMilliseconds);
  }

  #gather(prepared: PreparedMessage): void {
    this.#prepared = prepared;
    this.#peer = new RTCPeerConnection(pooledConfigurationOf(prepared));
    loadCallParts();
    this.#done?.();
  }

  /** Somebody waits in the room, since before or since now, and perhaps with another offer than the one that was rehearsed. */
  #rehearse(uid: string, msg: string): void {
    const ice = this.#prepared;
    if (ice === undefined || this.#rehearsal?.isOf(msg) === true || this.#rehearsals >= maxRehearsals) return;
    this.#rehearsals += 1;
    this.takeRehearsal()?.close();
    this.#rehearsal = new Rehearsal({
      uid,
      msg,
      ice,
      prepared: this.takePeer() ?? new RTCPeerConnection(configurationOf(ice)),
      answer: (answer) => {
        this.#signaling.send({ cmd: "answer-preview", roomId: this.#options.room, uid: this.#options.uid, remoteUid: uid, msg: answer });
      },
      faded: () => {
        const rehearsal = this.takeRehearsal();
        if (rehearsal === undefined) return; // The join has it, and lets go of it.
        rehearsal.close();
        this.#gather(ice);
      },
    });
  }

  #discard(): void {
    this.takePeer()?.close();
    this.takeRehearsal()?.close();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#endWatch?.();
    this.#ending.abort();
    this.#done?.();
  }
}
