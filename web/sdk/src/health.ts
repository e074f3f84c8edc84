import { loadPulse } from "./call-parts.js";
import type { IceSettings } from "./messages.js";
import type { Pulse } from "./pulse.js";
import { Recovery, type Succession } from "./recovery.js";
import { renewedConfigurationOf } from "./rtc-configuration.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface HealthEvents {
  /** Nothing has come for a moment, or the browser says that it broke: whether the server is still there is worth a question. */
  doubt: undefined;
  /** Something comes again, though the browser had not noticed that nothing did. */
  restored: undefined;
  /** It broke, and is being repaired. */
  interrupted: undefined;
  /** What can be done with this connection has been done. */
  beyondrepair: undefined;
  failed: undefined;
}

export interface HealthOptions {
  readonly peer: RTCPeerConnection;
  readonly ice: IceSettings;
  /** Whether this side is the one that repairs. */
  readonly decides: boolean;
  readonly succession: Succession;
  readonly canTalk: () => boolean;
  /** Asks the other side for a sign of life. @returns whether there was a way to ask */
  readonly ask: () => boolean;
}

/** In these, what is heard says that the connection works: `disconnected` is what a browser takes it for until it has made sure of the path, some seconds later. */
const flowing: ReadonlySet<RTCPeerConnectionState> = new Set(["connected", "disconnected"]);

/** Whether a connection works, and its repair where it does not. */
export class Health extends TypedEventTarget<HealthEvents> {
  readonly #peer: RTCPeerConnection;
  readonly #ask: () => boolean;
  readonly #recovery: Recovery;
  #ice: IceSettings;
  /** Whether the connection has these settings. */
  #hasIce = false;
  #pulse: Pulse | undefined;
  #isLoading = false;

  constructor({ peer, ice, ask, ...options }: HealthOptions) {
    super();
    this.#peer = peer;
    this.#ice = ice;
    this.#ask = ask;
    this.#recovery = new Recovery({
      ...options,
      isAsking: () => peer.signalingState === "have-local-offer",
      heardAt: () => this.#pulse?.heardAt ?? Number.NEGATIVE_INFINITY,
      isSpent: () => isSpent(peer),
      restart: () => {
        this.#restart();
      },
      replace: () => {
        this.emit("beyondrepair", undefined);
      },
      interrupted: () => {
        this.emit("interrupted", undefined);
      },
      failed: () => {
        this.emit("failed", undefined);
      },
    });
  }

  /** What a repair is made with from now on. */
  useIce(ice: IceSettings): void {
    this.#ice = ice;
    this.#hasIce = false;
  }

  /** The other side restarts ICE, and this one is about to answer: what this connection was made with may have ended. */
  renew(): void {
    if (this.#hasIce || this.#peer.signalingState === "closed") return;
    this.#hasIce = true;
    this.#peer.setConfiguration(renewedConfigurationOf(this.#peer, this.#ice));
  }

  /** Whether it works, as far as is known. */
  get isWell(): boolean {
    return this.#recovery.isWell;
  }

  /** What the connection is that takes the place of this one. */
  get next(): Succession {
    return this.#recovery.next;
  }

  follow(state: "connected" | "disconnected" | "failed"): void {
    if (state === "connected") void this.#watch();
    else this.emit("doubt", undefined); // before a repair: what it says would be lost with the server
    this.#recovery.follow(state);
  }

  /** There is a way to the other again. */
  talk(): void {
    this.#recovery.talk();
  }

  /** This machine has come to another network. */
  move(): void {
    this.#recovery.move();
  }

  /** The server had been lost, and is there again. */
  returnToServer(): void {
    this.#recovery.returnToServer();
  }

  /** The other side is met again on a server that had forgotten both. */
  meetAgain(): void {
    this.#recovery.meetAgain();
  }

  /** The other side repairs. */
  yield(): void {
    this.#recovery.yield();
  }

  /** The other side restarts ICE, which interrupts what flows. @returns whether another connection takes the place of this one instead: `beyondrepair` */
  takesPlaceOfRestart(): boolean {
    return this.#recovery.takesPlaceOfRestart();
  }

  /** The other side has given a sign of life. */
  answer(): void {
    this.#pulse?.answer();
  }

  stop(): void {
    this.#recovery.stop();
    this.#pulse?.stop();
  }

  /** From the first time that it works. */
  async #watch(): Promise<void> {
    if (this.#pulse !== undefined || this.#isLoading) return;
    this.#isLoading = true;
    const loaded = await loadPulse().catch(() => undefined); // then the browser notices, some seconds later
    this.#isLoading = false;
    if (loaded === undefined || this.#recovery.isOver) return;
    this.#pulse = new loaded.Pulse({
      peer: this.#peer,
      ask: this.#ask,
      doubt: () => {
        this.#recovery.miss();
        this.emit("doubt", undefined);
      },
      silence: () => {
        this.#recovery.silence();
      },
      sound: () => {
        if (!this.#recovery.isWell && flowing.has(this.#peer.connectionState)) this.emit("restored", undefined);
      },
    });
    this.#pulse.start();
  }

  #restart(): void {
    if (this.#peer.signalingState === "closed") return;
    this.renew();
    this.#peer.restartIce();
  }
}

function isSpent(peer: RTCPeerConnection): boolean {
  return peer.getSenders().some(({ transport }) => transport?.state === "failed" || transport?.state === "closed");
}
