import { CallError } from "./call-error.js";
import { maxChatLength, type ChatReceipt, type ChatText } from "./channel-message.js";
import { randomUid } from "./random.js";
import { TypedEventTarget } from "./typed-event-target.js";

/** Something that one of the two has written to the other. Where its `delivery` changes, another with its `id` takes its place. */
export interface ChatMessage {
  /** Rises from 1, and stays the same for as long as the message lasts. */
  readonly id: number;
  /** Whether this side wrote it. */
  readonly own: boolean;
  readonly text: string;
  /**
   * - `sending`: on the way, for as long as that takes
   * - `delivered`: the other's page has it; so for all that they wrote
   * - `lost`: they were gone before that, or the call had ended
   */
  readonly delivery: "sending" | "delivered" | "lost";
}

export interface ChatEvents {
  /** A message was written or has come, or its `delivery` has changed. */
  chat: ChatMessage;
}

/** Says a message to the other side, or nothing while there is no way: `goOn` tells when there is one. */
export type SayChat = (message: ChatText | ChatReceipt) => void;

/** How many messages may be on the way. */
const maxSending = 100;

/**
 * What the two write to each other. It outlives each connection: a message is said again on the next one until the other side has confirmed it, and what has
 * come before is known by its number. One is on the way at a time, so they come in order.
 */
export class Chat extends TypedEventTarget<ChatEvents> {
  readonly #from = randomUid();
  readonly #say: SayChat;
  #count = 0;
  /** Its `id` is the number by which the other side knows it. */
  #sending: ChatMessage[] = [];
  #theirs: Pick<ChatText, "from" | "number"> | undefined;

  constructor(say: SayChat) {
    super();
    this.#say = say;
  }

  /** @throws CallError `chat-refused` for what is empty, too long, or one too many */
  send(text: string): ChatMessage {
    if (text.trim() === "" || text.length > maxChatLength) {
      throw new CallError("chat-refused", `A message has 1 to ${maxChatLength} characters, and not only spaces.`);
    }
    if (this.#sending.length === maxSending) throw new CallError("chat-refused", `${maxSending} messages are on the way already.`);
    const message = this.#number({ own: true, text, delivery: "sending" });
    this.#sending.push(message);
    this.emit("chat", message);
    if (this.#sending[0] === message) this.goOn(); // Whoever was told may have left, or have written more.
    return message;
  }

  /** There is a way to the other side, perhaps a new one: what was on the way may have been lost with the old one. */
  goOn(): void {
    const [next] = this.#sending;
    if (next !== undefined) this.#say({ type: "chat", from: this.#from, number: next.id, text: next.text });
  }

  /** Something has come from the other side. */
  take(message: ChatText | ChatReceipt): void {
    if (message.type === "chat") this.#hear(message);
    else this.#confirm(message);
  }

  /** The other is gone for good: what they have not got, they will not get, and neither will the next one. */
  part(): void {
    this.#theirs = undefined;
    const lost = this.#sending;
    this.#sending = [];
    for (const message of lost) this.emit("chat", { ...message, delivery: "lost" });
  }

  #hear({ from, number, text }: ChatText): void {
    const isNews = from !== this.#theirs?.from || number > this.#theirs.number;
    this.#say({ type: "chat-receipt", from, number });
    if (!isNews) return;
    this.#theirs = { from, number };
    this.emit("chat", this.#number({ own: false, text, delivery: "delivered" }));
  }

  #confirm({ from, number }: ChatReceipt): void {
    const [first] = this.#sending;
    if (first === undefined || from !== this.#from || number !== first.id) return;
    this.#sending.shift();
    this.emit("chat", { ...first, delivery: "delivered" });
    this.goOn();
  }

  #number(written: Omit<ChatMessage, "id">): ChatMessage {
    this.#count += 1;
    return { id: this.#count, ...written };
  }
}
