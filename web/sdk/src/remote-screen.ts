import type { ScreenMids } from "./channel-message.js";

/** Finds the screen that the other side shares among what it sends. */
export class RemoteScreen {
  readonly #peer: RTCPeerConnection;
  readonly #show: (stream: MediaStream | null) => void;
  /** `undefined`: the other side does not say such things. */
  #told: ScreenMids | null | undefined;
  #stream: MediaStream | null = null;

  /** `show` is called with the screen when it comes, with another stream when other tracks do, and with `null` when it is gone. */
  constructor(peer: RTCPeerConnection, show: (stream: MediaStream | null) => void) {
    this.#peer = peer;
    this.#show = show;
    peer.addEventListener("track", this.#look);
    peer.addEventListener("signalingstatechange", this.#look);
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  /** What the other side says of its screen, which may be before the screen is there and after it is gone. */
  tell(mids: ScreenMids | null): void {
    this.#told = mids;
    this.#look();
  }

  /** By what the other side says; where it says nothing, any picture beside the first is a screen, and any sound beside the first its sound. */
  has({ mid, receiver }: RTCRtpTransceiver): boolean {
    const { kind } = receiver.track;
    if (this.#told?.video !== undefined || this.#told?.audio !== undefined)
      return mid !== null && mid === this.#told[kind as keyof ScreenMids];
    return mid !== null && this.#peer.getTransceivers().find((other) => other.receiver.track.kind === kind)?.mid !== mid;
  }

  readonly #look = (): void => {
    const tracks = this.#told === null ? [] : this.#tracks();
    const isThere = tracks.some(({ kind }) => kind === "video");
    if (isThere ? sameTracks(tracks, this.#stream?.getTracks() ?? []) : this.#stream === null) return;
    this.#stream = isThere ? new MediaStream(tracks) : null;
    this.#show(this.#stream);
  };

  #tracks(): MediaStreamTrack[] {
    return this.#peer
      .getTransceivers()
      .filter((transceiver) => isReceived(transceiver) && this.has(transceiver))
      .map(({ receiver }) => receiver.track);
  }
}

/** While an offer is being answered, the direction is what it will be, and the current one what it was. */
function isReceived({ direction, currentDirection }: RTCRtpTransceiver): boolean {
  return [direction, currentDirection ?? direction].every((value) => value === "recvonly" || value === "sendrecv");
}

function sameTracks(some: readonly MediaStreamTrack[], others: readonly MediaStreamTrack[]): boolean {
  return some.length === others.length && some.every((track) => others.includes(track));
}
