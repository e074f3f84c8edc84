import type { OfferPreviewMessage, PeerMessage } from "./messages.js";

/** A message that the server counts. */
export type CountedMessage = PeerMessage | OfferPreviewMessage;

/** What was said on a seat, numbered from 1, and kept until the server is known to have dealt with it. */
export class SentWords {
  #last = 0;
  #kept: (CountedMessage & { readonly seq: number })[] = [];

  /** The number of the latest one, 0 where nothing was said. */
  get last(): number {
    return this.#last;
  }

  /** What the server may not have, in order. */
  get kept(): readonly CountedMessage[] {
    return this.#kept;
  }

  /** Gives a message its number, and keeps it. */
  add<Message extends CountedMessage>(message: Message): Message & { readonly seq: number } {
    this.#last += 1;
    const numbered = { ...message, seq: this.#last };
    this.#kept.push(numbered);
    return numbered;
  }

  /** The server has dealt with all up to this number. */
  forget(upTo: number): void {
    this.#kept = this.#kept.filter(({ seq }) => seq > upTo);
  }

  /** Another seat begins to count anew, and knows nothing of what was said on the one before. */
  clear(): void {
    this.#last = 0;
    this.#kept = [];
  }
}
