import { loadPathReader } from "./call-parts.js";
import { samePath, type ConnectionPath } from "./connection-path.js";

/** Changes come in bursts, and Chromium answers a question that follows another at once with the same report again; in milliseconds. */
const calmMilliseconds = 250;

/** For what no event tells: a pair that Firefox changes, the type of a candidate that Chromium corrects; in milliseconds. */
const pollMilliseconds = 5_000;

/** Keeps an eye on which way the media of a connection takes. */
export class PathWatch {
  readonly #peer: RTCPeerConnection;
  readonly #tell: (path: ConnectionPath | null) => void;
  #path: ConnectionPath | null = null;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** `tell` is called with each path that differs from the one before; the one before the first is `null`. */
  constructor(peer: RTCPeerConnection, tell: (path: ConnectionPath | null) => void) {
    this.#peer = peer;
    this.#tell = tell;
    peer.addEventListener("iceconnectionstatechange", this.#lookSoon);
  }

  /** Media flows, for the first time or again. */
  start(): void {
    this.#running = true;
    for (const { transport } of this.#peer.getReceivers()) {
      const ice = transport?.iceTransport; // missing in some browsers, whatever the DOM's types say
      ice?.addEventListener("selectedcandidatepairchange", this.#lookSoon); // the same listener again does nothing
    }
    this.#lookSoon();
  }

  /** There is no path any more; that is not told. */
  stop(): void {
    this.#running = false;
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#path = null;
  }

  readonly #lookSoon = (): void => {
    if (this.#running) this.#lookIn(calmMilliseconds, false);
  };

  /** `complete`: long enough after the last change for the candidates of the other side to have come. */
  #lookIn(milliseconds: number, complete: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#look(complete);
    }, milliseconds);
  }

  async #look(complete: boolean): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#lookIn(pollMilliseconds, true);
    const path = await this.#read(complete);
    if (turn !== this.#turn || samePath(path, this.#path)) return;
    this.#path = path;
    this.#tell(path);
  }

  async #read(complete: boolean): Promise<ConnectionPath | null> {
    try {
      const { readPath } = await loadPathReader();
      return readPath(await this.#peer.getStats(), { sdp: this.#peer.remoteDescription?.sdp ?? "", complete });
    } catch {
      return null; // a browser that does not say, or a page that could not be loaded to its end
    }
  }
}
