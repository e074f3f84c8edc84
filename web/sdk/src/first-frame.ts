/** How often is looked whether there is a picture, once its packets arrive; in milliseconds. */
const pollMilliseconds = 50;

/** Tells once when the first picture of the other has been decoded. There is no event for it, so it is asked for while it is about to come. */
export class FirstFrame {
  readonly #peer: RTCPeerConnection;
  readonly #tell: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(peer: RTCPeerConnection, tell: () => void) {
    this.#peer = peer;
    this.#tell = tell;
  }

  /** A track of the other; it is `unmute`d by its first packets. */
  expect(track: MediaStreamTrack): void {
    if (track.kind !== "video") return;
    track.addEventListener("unmute", () => {
      if (!this.#over && this.#timer === undefined) void this.#look();
    });
  }

  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const decoded = await this.#hasDecoded();
    if (this.#over) return;
    if (decoded) {
      this.stop();
      this.#tell();
      return;
    }
    this.#timer = setTimeout(() => {
      void this.#look();
    }, pollMilliseconds);
  }

  async #hasDecoded(): Promise<boolean> {
    try {
      const report = await this.#peer.getStats();
      return [...report.values()].some((entry: { type?: string; framesDecoded?: number }) => (entry.framesDecoded ?? 0) > 0);
    } catch {
      return false; // a browser that does not say
    }
  }
}
