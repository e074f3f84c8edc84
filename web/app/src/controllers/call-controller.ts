import {
  CallError,
  canShareScreen,
  DuetCall,
  openScreen,
  stopMedia,
  type CallErrorCode,
  type CallState,
  type CallStatistics,
  type ChatMessage,
  type ConnectionPath,
  type DeviceView,
  type LocalDevices,
  type OwnState,
  type ParticipantState,
  type Presence,
  type Quality,
  type ScreenContent,
  type SetupPhases,
} from "@duet/sdk";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { HeldSeat } from "../held-seat.js";
import { recallSeat, rememberSeat } from "../seat-memory.js";

/** What the page shows; `data-state` of `<duet-app>`. */
export type Screen =
  "lobby" | "joining" | "waiting" | "connecting" | "connected" | "left" | "room-full" | "elsewhere" | "unreachable" | "lost" | "failed";

type View = Pick<
  CallController,
  | "screen"
  | "remoteStream"
  | "remoteScreen"
  | "path"
  | "peer"
  | "quality"
  | "chat"
  | "canChat"
  | "sharing"
  | "talking"
  | "peerLeft"
  | "serverLost"
  | "repairing"
  | "talkMilliseconds"
>;

/** How long the server may be away before the page says so, in milliseconds. */
const quietMilliseconds = 5_000;

/** How many messages are kept: what nobody scrolls back to is no use, and the other decides how many there are. */
const maxMessages = 500;

const nobody: Partial<View> = {
  remoteStream: undefined,
  remoteScreen: undefined,
  path: null,
  peer: null,
  quality: null,
  canChat: false,
  sharing: false,
};

/** Stands between the elements and the SDK: owns the call, gives it what the devices have, and says what is to be shown. */
export class CallController implements ReactiveController {
  screen: Screen = "lobby";
  remoteStream: MediaStream | undefined;
  /** The screen that the other shares. */
  remoteScreen: MediaStream | undefined;
  /** Which way sound and picture take; `null` while it is not known. */
  path: ConnectionPath | null = null;
  /** What the other tells about themselves; `null` where they do not. */
  peer: ParticipantState | null = null;
  quality: Quality | null = null;
  /** What the two wrote, the latest last; to be read until somebody else comes, or the call ends. */
  chat: readonly ChatMessage[] = [];
  /** Somebody is there who can read. */
  canChat = false;
  /** One's own screen is shared. */
  sharing = false;
  /** The microphone is on for as long as a key is held. */
  talking = false;
  /** Someone was here, and left; true until the next one comes. */
  peerLeft = false;
  /** The server has been gone for a while; the call goes on, and the server is tried again and again. */
  serverLost = false;
  /** The call was connected, broke, and is being connected again. */
  repairing = false;
  /** How long the last two who met here were connected; `undefined` where they never were. */
  talkMilliseconds: number | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #server: string;
  readonly #devices: LocalDevices;
  #call: DuetCall | undefined;
  /** The call that a person in the lobby will most likely join. */
  #prepared: DuetCall | undefined;
  #connectedAt: number | undefined;
  /** Whom the call is with, or was. */
  #met: string | undefined;
  /** The seat that another page has taken over. */
  #lost: HeldSeat | undefined;
  #serverNews: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, server: string, devices: LocalDevices) {
    this.#host = host;
    this.#server = server;
    this.#devices = devices;
    host.addController(this);
  }

  /** Whether this browser can share a screen; phones mostly cannot. */
  get canShare(): boolean {
    return canShareScreen();
  }

  get phases(): SetupPhases | undefined {
    return this.#call?.phases;
  }

  /** What goes on with the call in another tab; `undefined` where there is none, or where that cannot be. */
  get held(): HeldSeat | undefined {
    return heldBy(this.#call);
  }

  hostConnected(): void {
    this.#devices.addEventListener("change", this.#onDevices);
    addEventListener("pagehide", this.#onPageHide);
    addEventListener("pageshow", this.#onPageShow);
    document.addEventListener("visibilitychange", this.#onVisibilityChange);
  }

  hostDisconnected(): void {
    this.#devices.removeEventListener("change", this.#onDevices);
    removeEventListener("pagehide", this.#onPageHide);
    removeEventListener("pageshow", this.#onPageShow);
    document.removeEventListener("visibilitychange", this.#onVisibilityChange);
    this.#prepared?.leave();
    if (this.#call === undefined) this.#devices.close();
    else this.leave();
  }

  /** Does for a call in this room what can be done before it; the one before is forgotten. */
  prepare(room: string): void {
    if (this.#prepared?.room !== room || this.#prepared.state !== "idle") {
      this.#prepared?.leave();
      this.#prepared = new DuetCall({ server: this.#server, room });
    }
    void this.#prepared.prepare();
  }

  /** @param held the seat of another page of the same person, which is taken over; the one that was lost to such a page is taken back */
  join(room: string, held = this.screen === "elsewhere" ? this.#lost : undefined): void {
    const isAgain = this.screen !== "lobby"; // the end of a call has closed the devices
    this.#endCall();
    if (held === undefined) this.#begin(this.#takePrepared(room) ?? new DuetCall({ server: this.#server, room }), isAgain);
    else this.#takeOver(room, held, isAgain);
  }

  /** Takes up a call on the seat of another page of the same person. */
  #takeOver(room: string, held: HeldSeat, isAgain: boolean): void {
    this.#prepared?.leave(); // It is under another name.
    this.#prepared = undefined;
    this.#begin(new DuetCall({ server: this.#server, room, ...held }), isAgain);
  }

  #begin(call: DuetCall, isAgain: boolean): void {
    this.#call = call;
    this.#follow(call);
    this.#update({ talkMilliseconds: undefined });
    // The devices are never waited for: what is not open yet joins the call when it is.
    if (isAgain) void this.#devices.open();
    call.setState(this.#ownState());
    call.join({ media: this.#devices.stream }).catch((error: unknown) => {
      if (this.#call === call) this.#stop(screenAfter(error));
    });
  }

  leave(): void {
    this.#stop("left");
  }

  /** Back to the lobby, out of whatever there is, and on the way to this room; past it, where the page was loaded anew in the middle of a call. */
  enterLobby(room: string): void {
    this.#endCall();
    const held = recallSeat(this.#server, room);
    if (held !== undefined) {
      this.#takeOver(room, held, true);
      return;
    }
    this.#update({ screen: "lobby" });
    this.prepare(room);
    void this.#devices.open();
  }

  setMicrophone(on: boolean): void {
    void this.#devices.setMicrophone(on);
  }

  setCamera(on: boolean): void {
    void this.#devices.setCamera(on);
  }

  /** Turns a microphone that is off on for as long as a key is held. */
  talk(held: boolean): void {
    if (held ? presence(this.#devices.microphone) !== "off" : !this.talking) return;
    this.#update({ talking: held });
    this.setMicrophone(held);
  }

  /** Asks which screen, and shares it. One who thinks better of it has shared nothing. */
  async share(content: ScreenContent): Promise<void> {
    const call = this.#call;
    if (call === undefined || this.sharing) return;
    try {
      const screen = await openScreen();
      if (this.#call === call) call.shareScreen(screen, content);
      else stopMedia(screen); // the call ended while the browser asked
      this.#update({ sharing: this.#call?.sharing ?? false });
    } catch {
      // The person, or the browser, said no, and the browser told them so.
    }
  }

  stopSharing(): void {
    this.#call?.stopSharing();
    this.#update({ sharing: false });
  }

  /** Whether it is on its way: not while nobody can read, and not while too many others are. */
  writeChat(text: string): boolean {
    if (this.#call?.canChat !== true) return false;
    try {
      this.#call.sendChat(text);
      return true;
    } catch {
      return false;
    }
  }

  readonly readStatistics = async (): Promise<CallStatistics | null> => (await this.#call?.readStatistics()) ?? null;

  #takePrepared(room: string): DuetCall | undefined {
    const prepared = this.#prepared;
    this.#prepared = undefined;
    if (prepared?.room === room && prepared.state === "idle") return prepared;
    prepared?.leave();
    return undefined;
  }

  #follow(call: DuetCall): void {
    const current = (take: () => void) => () => {
      if (this.#call === call) take();
    };
    const show = (values: () => Partial<View>) =>
      current(() => {
        this.#update(values());
      });
    call.addEventListener(
      "statechange",
      current(() => {
        this.#show(call.state, call.error);
      }),
    );
    call.addEventListener("peerjoin", ({ detail }) => {
      if (this.#call !== call) return;
      const isBack = detail.uid === this.#met; // as after a reload
      this.#met = detail.uid;
      this.#update({ peerLeft: false, ...(isBack ? {} : { chat: [] }) });
    });
    call.addEventListener(
      "peerleave",
      show(() => {
        call.stopSharing(); // it was meant for them, and the next one may be somebody else
        return { ...nobody, peerLeft: true, talkMilliseconds: this.#endTalk() };
      }),
    );
    call.addEventListener(
      "serverchange",
      current(() => {
        this.#showServer(call);
      }),
    );
    call.addEventListener(
      "peerstate",
      show(() => ({ peer: call.peerState, canChat: call.canChat })),
    );
    call.addEventListener("chat", ({ detail }) => {
      if (this.#call === call) this.#update({ chat: withMessage(this.chat, detail) });
    });
    call.addEventListener(
      "qualitychange",
      show(() => ({ quality: call.quality })),
    );
    call.addEventListener(
      "remotescreen",
      show(() => ({ remoteScreen: call.remoteScreen ?? undefined })),
    );
    call.addEventListener(
      "screenend",
      show(() => ({ sharing: false })),
    );
    call.addEventListener("pathchange", ({ detail }) => {
      if (this.#call === call) this.#update({ path: detail });
    });
    call.addEventListener("remotestream", ({ detail }) => {
      if (this.#call === call) this.#update({ remoteStream: detail });
    });
  }

  #show(state: CallState, error: CallError | undefined): void {
    if (state === "idle") return;
    if (state === "connected") this.#connectedAt ??= performance.now();
    if (state === "ended") this.#stop(screenAfter(error));
    else this.#update({ screen: state, repairing: state === "connecting" && this.screen === "connected" });
  }

  /** A server that is soon there again is not worth a word. */
  #showServer(call: DuetCall): void {
    clearTimeout(this.#serverNews);
    if (call.serverReachable) {
      this.#update({ serverLost: false });
      return;
    }
    this.#serverNews = setTimeout(() => {
      this.#update({ serverLost: true });
    }, quietMilliseconds);
  }

  #stop(screen: Screen, hold = false): void {
    const talkMilliseconds = this.#endTalk() ?? this.talkMilliseconds;
    this.#endCall(hold);
    this.#devices.close();
    this.#update({ screen, talkMilliseconds });
  }

  #endCall(hold = false): void {
    const call = this.#call;
    this.#lost = heldBy(call);
    this.#call = undefined;
    this.#connectedAt = undefined;
    clearTimeout(this.#serverNews);
    this.talk(false);
    call?.leave({ hold });
    this.#update({ ...nobody, chat: [], peerLeft: false, serverLost: false, repairing: false });
  }

  #endTalk(): number | undefined {
    const since = this.#connectedAt;
    this.#connectedAt = undefined;
    return since === undefined ? undefined : performance.now() - since;
  }

  #ownState(): OwnState {
    return { microphone: presence(this.#devices.microphone), camera: presence(this.#devices.camera), chat: true };
  }

  readonly #onDevices = (): void => {
    this.#call?.setMedia(this.#devices.stream);
    this.#call?.setState(this.#ownState());
  };

  readonly #onPageHide = (): void => {
    this.#prepared?.leave();
    if (this.#call === undefined) {
      this.#devices.close();
      return;
    }
    const held = heldBy(this.#call);
    if (held !== undefined) rememberSeat(this.#server, this.#call.room, held);
    this.#stop("left", true); // The page may only be loaded anew.
  };

  /** Back from the browser's page cache, where nothing was left running. */
  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (!event.persisted || this.screen !== "lobby") return;
    if (this.#prepared !== undefined) this.prepare(this.#prepared.room);
    void this.#devices.open();
  };

  /** One who comes back to their preview is prepared for again, where that had been given up. */
  readonly #onVisibilityChange = (): void => {
    if (document.visibilityState === "visible") void this.#prepared?.prepare();
  };

  #update(values: Partial<View>): void {
    Object.assign(this, values);
    this.#host.requestUpdate();
  }
}

/** With this one at the end, or in the place of the one that it was, where that is still kept. */
function withMessage(chat: readonly ChatMessage[], message: ChatMessage): readonly ChatMessage[] {
  if (message.id <= (chat.at(-1)?.id ?? 0)) return chat.map((each) => (each.id === message.id ? message : each));
  return [...chat.slice(1 - maxMessages), message];
}

function heldBy(call: DuetCall | undefined): HeldSeat | undefined {
  return call?.seat === undefined ? undefined : { uid: call.uid, seat: call.seat };
}

/** What a device is to the other: one that is still being opened is off, one that could not be is none. */
export function presence({ on, track, problem }: DeviceView): Presence {
  if (on) return "on";
  return track === undefined && problem !== undefined ? "none" : "off";
}

const screens: Partial<Record<CallErrorCode, Screen>> = {
  "room-full": "room-full",
  "seat-gone": "elsewhere",
  "server-unreachable": "unreachable",
  "server-lost": "unreachable",
  "shutting-down": "unreachable",
  "too-fast": "unreachable",
  "connection-lost": "lost",
};

/** The screen for the end of a call: each reason has its own words, and what has none is a call that could not be made. */
export function screenAfter(error: unknown): Screen {
  if (error === undefined) return "left";
  return (error instanceof CallError ? screens[error.code] : undefined) ?? "failed";
}
