import type { HeldSeat } from "../held-seat.js";
import { CallRecord } from "./call-record.js";
import { TabChannel } from "./tab-channel.js";
import type { TabWords } from "./tab-words.js";

const keepUpMilliseconds = 3_000;

/** In the tab that is in a call: says so to those that look, hands the seat to the one that asks, and keeps it for after a crash. */
export class SeatKeeper {
  #held: () => HeldSeat | undefined;
  readonly #record: CallRecord;
  readonly #channel: TabChannel;
  readonly #timer: ReturnType<typeof setInterval>;

  /** @param held the seat as it is now: a server that was started anew gives another */
  constructor(server: string, room: string, held: () => HeldSeat | undefined) {
    this.#held = held;
    this.#record = new CallRecord(server, room);
    this.#channel = new TabChannel(server, room, (words) => {
      this.#answer(words);
    });
    this.#channel.say({ say: "here" });
    this.#keepUp();
    this.#timer = setInterval(() => {
      this.#keepUp();
    }, keepUpMilliseconds);
  }

  /** The call is not in this tab any more. */
  close(): void {
    clearInterval(this.#timer);
    this.#held = () => undefined; // who hears that it is gone looks again
    this.#record.erase();
    this.#channel.say({ say: "gone" });
    this.#channel.close();
  }

  #answer({ say }: TabWords): void {
    const held = this.#held();
    if (held === undefined) return;
    if (say === "look") this.#channel.say({ say: "here" });
    else if (say === "ask") this.#channel.say({ say: "seat", ...held });
  }

  #keepUp(): void {
    const held = this.#held();
    if (held !== undefined) this.#record.keepUp(held);
  }
}
