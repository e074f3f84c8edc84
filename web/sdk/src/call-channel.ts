import { CallError } from "./call-error.js";
import {
  parseChannelMessage,
  writeChannelMessage,
  type ChannelMessage,
  type ChatReceipt,
  type ChatText,
  type StateMessage,
} from "./channel-message.js";
import type { Letter } from "./letters.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface CallChannelEvents {
  /** What the other side says about itself. */
  state: StateMessage;
  /** Something can be said from now on. */
  open: undefined;
  letter: Letter;
  /** Something was written, or what was written here has come. */
  chat: ChatText | ChatReceipt;
  /** The other side is alive, as it was asked. */
  answer: undefined;
  /** The other side leaves the call. */
  leaving: undefined;
  /** It sent something that cannot be read, which has no other effect; told of the first ten. */
  error: CallError;
}

const maxReported = 10;

/** What may wait for the network before the next state waits here, where a newer one takes its place; in bytes. */
const maxBuffered = 16_384;

/** What may wait for the network before nothing more is said: far less than what closes a channel; in bytes. */
const maxWaiting = 1_048_576;

/**
 * Where the two sides tell each other their state: a data channel beside sound and picture. With a client that knows nothing of it, it stays
 * silent, and nothing else changes.
 */
export class CallChannel extends TypedEventTarget<CallChannelEvents> {
  #channel: RTCDataChannel | undefined;
  #state: string | undefined;
  #sent: string | undefined;
  #malformed = 0;

  /** How much of what came could not be read. */
  get malformed(): number {
    return this.#malformed;
  }

  /** The channel of this connection, open or not. */
  use(channel: RTCDataChannel): void {
    this.#channel = channel;
    channel.bufferedAmountLowThreshold = 0;
    channel.addEventListener("open", this.#open);
    channel.addEventListener("bufferedamountlow", this.#flush);
    channel.addEventListener("message", this.#take);
    this.#flush();
  }

  /** Tells the other side: now, or when the channel opens. */
  tell(state: StateMessage): void {
    this.#state = writeChannelMessage(state);
    this.#flush();
  }

  /** Says something once, in order. @returns whether it was said, as it is not where the channel is not open, or what was said before still fills it */
  say(message: Exclude<ChannelMessage, StateMessage>): boolean {
    const channel = this.#channel;
    if (channel?.readyState !== "open" || channel.bufferedAmount > maxWaiting) return false;
    channel.send(writeChannelMessage(message));
    return true;
  }

  /** Nothing is told and nothing heard from now on; the channel itself ends with its connection. */
  close(): void {
    this.#channel?.removeEventListener("open", this.#open);
    this.#channel?.removeEventListener("bufferedamountlow", this.#flush);
    this.#channel?.removeEventListener("message", this.#take);
    this.#channel = undefined;
  }

  readonly #open = (): void => {
    this.#flush();
    this.emit("open", undefined);
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
      if (message?.type === "state") this.emit("state", message);
      else if (message?.type === "letter") this.emit("letter", message);
      else if (message?.type === "chat" || message?.type === "chat-receipt") this.emit("chat", message);
      else if (message?.type === "ping") this.say({ type: "pong" });
      else if (message !== undefined) this.emit(message.type === "pong" ? "answer" : "leaving", undefined);
    } catch (error) {
      this.#malformed += 1;
      if (this.#malformed > maxReported) return;
      this.emit("error", CallError.from(error, "bad-message", "The other side sent something that could not be read."));
    }
  };
}
