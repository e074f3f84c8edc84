import type { PeerMessage } from "./messages.js";
import { randomUid } from "./random.js";

/** A word of one side for the other, as it travels. */
export interface Letter {
  readonly cmd: PeerMessage["cmd"];
  readonly msg: string;
}

/** What stands in a message beside what it says: which connection of the sender wrote it, and as which of its messages. */
interface Stamp {
  readonly from: string;
  readonly number: number;
}

/** More candidates than any browser finds; of more, the oldest are not sent again. */
const maxKept = 100;

/**
 * The letters of one connection: offers, answers and candidates. They go over two ways, the server's and the data channel of the connection, whichever
 * lives, so each is stamped, and what came before is known again. A plain client stamps nothing: what it sends is taken as it comes, over the one way that it has.
 */
export class Letters {
  readonly #from = randomUid();
  #current: Letter[] = [];
  #number = 0;
  /** Connections of theirs that are over: what they wrote may still come. */
  readonly #over: Set<string>;
  readonly #isReplacement: boolean;
  #theirs: string | undefined;
  #read = 0;

  /** `before`: those of the connection in whose place this one is. */
  constructor(before?: Letters) {
    this.#isReplacement = before !== undefined;
    this.#over = new Set(before === undefined ? [] : [...before.#over, ...(before.#theirs === undefined ? [] : [before.#theirs])]);
  }

  /** What a way that has just opened has to carry, in order: the last description, which holds all that was found before it, and what followed. */
  get current(): readonly Letter[] {
    return this.#current;
  }

  write(cmd: PeerMessage["cmd"], payload: object): Letter {
    this.#number += 1;
    const plain = JSON.parse(JSON.stringify(payload)) as object; // What the browser gives has its fields elsewhere.
    const letter = { cmd, msg: JSON.stringify({ ...plain, from: this.#from, number: this.#number }) };
    this.#current = cmd === "candidate" ? [...this.#current.slice(1 - maxKept), letter] : [letter];
    return letter;
  }

  /** Whether it has not come before, by whichever way. To be asked once for each. */
  isNews(msg: string): boolean {
    const stamp = stampOf(msg);
    if (stamp === undefined) return true;
    if (this.#over.has(stamp.from)) return false;
    this.#theirs ??= stamp.from;
    if (stamp.from !== this.#theirs || stamp.number <= this.#read) return false;
    this.#read = stamp.number;
    return true;
  }

  /** Whether an offer crosses the one that this connection makes in the place of another: they have given theirs up at the same time. One of the two gives way. */
  crosses(msg: string): "mine" | "theirs" | undefined {
    const from = stampOf(msg)?.from;
    if (from === undefined || !this.#isReplacement || this.#theirs !== undefined || this.#over.has(from)) return undefined;
    return from < this.#from ? "theirs" : "mine";
  }

  /** Takes nothing that the same connection of theirs wrote. */
  refuse(msg: string): void {
    const from = stampOf(msg)?.from;
    if (from !== undefined) this.#over.add(from);
  }

  /** Whether another connection of theirs wrote it than the one that this side has heard. */
  isOfAnother(msg: string): boolean {
    const from = stampOf(msg)?.from;
    return from !== undefined && this.#theirs !== undefined && from !== this.#theirs && !this.#over.has(from);
  }
}

function stampOf(msg: string): Stamp | undefined {
  try {
    const { from, number } = JSON.parse(msg) as Partial<Stamp>;
    return typeof from === "string" && Number.isSafeInteger(number) ? { from, number: number ?? 0 } : undefined;
  } catch {
    return undefined; // as is null, which some send for the end of candidates
  }
}
