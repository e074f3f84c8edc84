import type { HeldSeat } from "../held-seat.js";
import { CallRecord } from "./call-record.js";
import { TabChannel } from "./tab-channel.js";
import type { TabWords } from "./tab-words.js";

/** Where else this browser has the call: in a tab that lives, or in one that crashed some seconds ago. */
export type OtherTab = "living" | "crashed";

/** How long a tab that lives may take to answer, in milliseconds. */
const answerMilliseconds = 300;

/** How often one looks again: a tab that crashes, or is killed, says no word. */
const lookMilliseconds = 2_000;

/** In the lobby: looks whether the room's call is in another tab of this browser, as long as it is there to be seen. */
export class Lookout {
  readonly #report: (found: OtherTab | undefined) => void;
  readonly #record: CallRecord;
  readonly #channel: TabChannel;
  #isAnswered = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #take: ((held: HeldSeat) => void) | undefined;

  /** @param report is told what there is; often the same as before */
  constructor(server: string, room: string, report: (found: OtherTab | undefined) => void) {
    this.#report = report;
    this.#record = new CallRecord(server, room);
    this.#channel = new TabChannel(server, room, (words) => {
      this.#hear(words);
    });
    this.#look(answerMilliseconds);
  }

  /** The seat of the call, which is told no sooner than the person wants it here; `undefined` where there is none any more. */
  ask(): Promise<HeldSeat | undefined> {
    return new Promise((resolve) => {
      this.#take = resolve;
      this.#channel.say({ say: "ask" });
      setTimeout(() => {
        resolve(this.#record.read());
      }, answerMilliseconds);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#channel.close();
  }

  #look(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#isAnswered = false;
    this.#channel.say({ say: "look" });
    this.#timer = setTimeout(() => {
      this.#conclude();
    }, milliseconds);
  }

  #conclude(): void {
    if (!this.#isAnswered) this.#report(this.#record.read() === undefined ? undefined : "crashed");
    this.#look(lookMilliseconds);
  }

  #hear(words: TabWords): void {
    switch (words.say) {
      case "here":
        this.#isAnswered = true;
        this.#report("living");
        break;
      case "gone":
        this.#look(answerMilliseconds); // There may be a second one.
        break;
      case "seat":
        this.#take?.({ uid: words.uid, seat: words.seat });
        break;
      case "look": // another lobby
      case "ask":
        break;
    }
  }
}
