import { CallError } from "./call-error.js";
import { parseChannelMessage, writeChannelMessage, type StateMessage } from "./channel-message.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface CallChannelEvents {
  /** What the other side says about itself. */
  state: StateMessage;
  /** It sent something that cannot be read, which has no other effect; told of the first ten. */
  error: CallError;
}

/** Each side makes the channel itself, under this name and number; nothing is said of it in between. */
const label = "duet";
const settings: RTCDataChannelInit = { negotiated: true, id: 0, ordered: true };

const maxReported = 10;

/** What may wait for the network before the next state waits here, where a newer one takes its place; in bytes. */
const maxBuffered = 16_384;

/**
 * Where the two sides tell each other their state: a data channel beside sound and picture. With a client that knows nothing of it, it stays
 * silent, and nothing else changes.
 */
export class CallChannel extends TypedEventTarget<CallChannelEvents> {
  readonly #peer: RTCPeerConnection;
  #channel: RTCDataChannel | undefined;
  #state: string | undefined;
  #sent: string | undefined;
  #malformed = 0;

  /** Makes no channel yet: `open()` does, or an offer of the other side that has room for one. */
  constructor(peer: RTCPeerConnection) {
    super();
    this.#peer = peer;
    peer.addEventListener("signalingstatechange", this.#joinOffer);
  }

  /** How much of what came could not be read. */
  get malformed(): number {
    return this.#malformed;
  }

  /** For the side that offers, before it does. */
  open(): void {
    if (this.#channel !== undefined) return;
    this.#channel = this.#peer.createDataChannel(label, settings);
    this.#channel.bufferedAmountLowThreshold = 0;
    this.#channel.addEventListener("open", this.#flush);
    this.#channel.addEventListener("bufferedamountlow", this.#flush);
    this.#channel.addEventListener("message", this.#take);
  }

  /** Tells the other side: now, or when the channel opens. */
  tell(state: StateMessage): void {
    this.#state = writeChannelMessage(state);
    this.#flush();
  }

  close(): void {
    this.#peer.removeEventListener("signalingstatechange", this.#joinOffer);
    this.#channel?.removeEventListener("open", this.#flush);
    this.#channel?.removeEventListener("bufferedamountlow", this.#flush);
    this.#channel?.removeEventListener("message", this.#take);
    this.#channel?.close();
  }

  /** Where the offer has no room, a channel would need one more offer, which plain clients may take for another call. */
  readonly #joinOffer = (): void => {
    const { signalingState, remoteDescription } = this.#peer;
    if (signalingState === "have-remote-offer" && remoteDescription?.sdp.includes("\nm=application ") === true) this.open();
  };

  readonly #flush = (): void => {
    const channel = this.#channel;
    if (channel?.readyState !== "open" || channel.bufferedAmount > maxBuffered) return;
    if (this.#state === undefined || this.#state === this.#sent) return;
    this.#sent = this.#state;
    channel.send(this.#state);
  };

  readonly #take = ({ data }: MessageEvent): void => {
    try {
      const message = parseChannelMessage(data);
      if (message !== undefined) this.emit("state", message);
    } catch (error) {
      this.#malformed += 1;
      if (this.#malformed > maxReported) return;
      this.emit("error", CallError.from(error, "bad-message", "The other side sent something that could not be read."));
    }
  };
}
