import { CallError, DuetCall, type CallErrorCode, type CallState, type ConnectionPath, type LocalDevices } from "@duet/sdk";
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What the page shows; `data-state` of `<duet-app>`. */
export type Screen =
  "lobby" | "joining" | "waiting" | "connecting" | "connected" | "left" | "room-full" | "unreachable" | "lost" | "failed";

type View = Pick<CallController, "screen" | "remoteStream" | "path" | "peerLeft" | "serverLost" | "repairing">;

/** Stands between the elements and the SDK: owns the call, opens and closes the devices for it, and says what is to be shown. */
export class CallController implements ReactiveController {
  screen: Screen = "lobby";
  remoteStream: MediaStream | undefined;
  /** Which way sound and picture take; `null` while it is not known. */
  path: ConnectionPath | null = null;
  /** Someone was here, and left; true until the next one comes. */
  peerLeft = false;
  /** The call is connected, but the server is gone. */
  serverLost = false;
  /** The call was connected, broke, and is being connected again. */
  repairing = false;

  readonly #host: ReactiveControllerHost;
  readonly #server: string;
  readonly #devices: LocalDevices;
  #call: DuetCall | undefined;

  constructor(host: ReactiveControllerHost, server: string, devices: LocalDevices) {
    this.#host = host;
    this.#server = server;
    this.#devices = devices;
    devices.addEventListener("change", () => {
      this.#call?.setMedia(devices.stream);
    });
    host.addController(this);
  }

  /** What the other sees, to be shown to oneself; `undefined` without a camera. */
  get localStream(): MediaStream | undefined {
    return this.#devices.camera.track === undefined ? undefined : this.#devices.stream;
  }

  hostConnected(): void {
    addEventListener("pagehide", this.#onPageHide);
    addEventListener("pageshow", this.#onPageShow);
  }

  hostDisconnected(): void {
    removeEventListener("pagehide", this.#onPageHide);
    removeEventListener("pageshow", this.#onPageShow);
    this.#onPageHide();
  }

  join(room: string): void {
    const isAgain = this.screen !== "lobby"; // the end of a call has closed the devices
    this.#endCall();
    const call = new DuetCall({ server: this.#server, room });
    this.#call = call;
    this.#follow(call);
    // The camera is never waited for: where it is not open yet, it joins the call when it is.
    call.join({ media: this.#devices.stream }).catch((error: unknown) => {
      if (this.#call === call) this.#stop(screenAfter(error));
    });
    if (isAgain) void this.#devices.open();
  }

  leave(): void {
    this.#stop("left");
  }

  /** Back to the lobby, out of whatever there is. */
  enterLobby(): void {
    this.#endCall();
    this.#update({ screen: "lobby" });
    void this.#devices.open();
  }

  #follow(call: DuetCall): void {
    const listen = (name: "statechange" | "peerjoin" | "peerleave" | "error", take: () => void) => {
      call.addEventListener(name, () => {
        if (this.#call === call) take();
      });
    };
    listen("statechange", () => {
      this.#show(call.state, call.error);
    });
    listen("peerjoin", () => {
      this.#update({ peerLeft: false });
    });
    listen("peerleave", () => {
      this.#update({ peerLeft: true, remoteStream: undefined });
    });
    listen("error", () => {
      this.#update({ serverLost: call.state === "connected" && !call.serverReachable });
    });
    call.addEventListener("remotestream", ({ detail }) => {
      if (this.#call === call) this.#update({ remoteStream: detail });
    });
    call.addEventListener("pathchange", ({ detail }) => {
      if (this.#call === call) this.#update({ path: detail });
    });
  }

  #show(state: CallState, error: CallError | undefined): void {
    if (state === "idle") return;
    if (state === "ended") this.#stop(screenAfter(error));
    else this.#update({ screen: state, repairing: state === "connecting" && this.screen === "connected" });
  }

  #stop(screen: Screen): void {
    this.#endCall();
    this.#devices.close();
    this.#update({ screen });
  }

  #endCall(): void {
    const call = this.#call;
    this.#call = undefined;
    call?.leave();
    this.#update({ remoteStream: undefined, path: null, peerLeft: false, serverLost: false, repairing: false });
  }

  readonly #onPageHide = (): void => {
    if (this.#call === undefined) this.#devices.close();
    else this.leave();
  };

  /** Back from the browser's page cache, where nothing was left running. */
  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted && this.screen === "lobby") void this.#devices.open();
  };

  #update(values: Partial<View>): void {
    Object.assign(this, values);
    this.#host.requestUpdate();
  }
}

const screens: Partial<Record<CallErrorCode, Screen>> = {
  "room-full": "room-full",
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
