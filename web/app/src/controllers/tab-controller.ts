import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { CallController } from "./call-controller.js";
import type { HeldSeat } from "../held-seat.js";
import { eraseOldRecords } from "../tabs/call-record.js";
import { Lookout, type OtherTab } from "../tabs/lookout.js";
import { SeatKeeper } from "../tabs/seat-keeper.js";

/** What goes on in this tab. */
export type OwnCall = Readonly<Pick<CallController, "screen" | "held">>;

/** Stands between this tab and the others of its browser: from the lobby it looks for a call in them, and in a call it answers them. */
export class TabController implements ReactiveController {
  /** Where the call of the lobby's room is, if in another tab. */
  found: OtherTab | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #server: string;
  readonly #call: OwnCall;
  readonly #readRoom: () => string | undefined;
  #isShown = false;
  #room: string | undefined;
  #lookout: Lookout | undefined;
  #keeper: SeatKeeper | undefined;

  /** @param readRoom the room that the link, or the person, has chosen; `undefined` where it was only thought up */
  constructor(host: ReactiveControllerHost, server: string, call: OwnCall, readRoom: () => string | undefined) {
    this.#host = host;
    this.#server = server;
    this.#call = call;
    this.#readRoom = readRoom;
    eraseOldRecords();
    host.addController(this);
    host.requestUpdate();
  }

  hostConnected(): void {
    this.#isShown = true;
    addEventListener("pagehide", this.#onPageHide);
    addEventListener("pageshow", this.#onPageShow);
  }

  hostDisconnected(): void {
    removeEventListener("pagehide", this.#onPageHide);
    removeEventListener("pageshow", this.#onPageShow);
    this.#hide();
  }

  hostUpdated(): void {
    const { screen, held } = this.#call;
    const room = this.#readRoom();
    const looks = this.#isShown && screen === "lobby" && room !== undefined;
    const keeps = this.#isShown && held !== undefined;
    if (room === this.#room && looks === (this.#lookout !== undefined) && keeps === (this.#keeper !== undefined)) return;
    this.#rest();
    this.#room = room;
    if (room === undefined) return;
    if (looks) this.#lookout = new Lookout(this.#server, room, this.#show);
    if (keeps) this.#keeper = new SeatKeeper(this.#server, room, () => this.#call.held);
  }

  /** Goes on here with the call that was found. `enter` is given its room and its seat; `undefined` where it is over meanwhile. */
  async takeOver(enter: (room: string, held: HeldSeat | undefined) => void): Promise<void> {
    const lookout = this.#lookout;
    const held = await lookout?.ask();
    if (lookout === this.#lookout && this.#room !== undefined) enter(this.#room, held); // and otherwise they have gone somewhere else
  }

  #hide(): void {
    this.#isShown = false;
    this.#rest();
  }

  #rest(): void {
    this.#lookout?.close();
    this.#keeper?.close();
    this.#lookout = undefined;
    this.#keeper = undefined;
    this.#show(undefined);
  }

  readonly #show = (found: OtherTab | undefined): void => {
    if (found === this.found) return;
    this.found = found;
    this.#host.requestUpdate();
  };

  /** The page may be kept for Back and Forward, with nothing left running. */
  readonly #onPageHide = (): void => {
    this.#hide();
  };

  readonly #onPageShow = (): void => {
    this.#isShown = true;
    this.#host.requestUpdate();
  };
}
