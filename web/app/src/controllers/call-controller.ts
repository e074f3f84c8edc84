import { CallError, DuetCall, openLocalMedia, stopMedia, type CallErrorCode, type CallState, type ConnectionPath } from "@duet/sdk";
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What the page shows; `data-state` of `<duet-app>`. */
export type Screen =
  "lobby" | "joining" | "waiting" | "connecting" | "connected" | "left" | "room-full" | "unreachable" | "lost" | "failed";

type View = Pick<
  CallController,
  "screen" | "localStream" | "mediaProblem" | "remoteStream" | "path" | "peerLeft" | "serverLost" | "repairing"
>;

/** Stands between the elements and the SDK: owns camera, microphone and the call, and says what is to be shown. */
export class CallController implements ReactiveController {
  screen: Screen = "lobby";
  localStream: MediaStream | undefined;
  mediaProblem: CallError | undefined;
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
  readonly #sent = { audio: true, video: true };
  #call: DuetCall | undefined;
  #opening: AbortController | undefined;

  constructor(host: ReactiveControllerHost, server: string) {
    this.#host = host;
    this.#server = server;
    host.addController(this);
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

  /** Opens camera and microphone, for the preview or, when a call is there by then, for the call. */
  async openMedia(): Promise<void> {
    if (this.localStream !== undefined || this.#opening !== undefined) return;
    const opening = new AbortController();
    this.#opening = opening;
    this.#update({ mediaProblem: undefined });
    const { stream, problem } = await openLocalMedia(opening.signal);
    if (opening.signal.aborted) {
      stopMedia(stream);
      return;
    }
    this.#opening = undefined;
    this.#call?.setMedia(stream ?? null);
    this.#update({ localStream: stream, mediaProblem: problem });
    this.#holdBack();
  }

  /** Whether the microphone is heard, from now on and in the next call. */
  setMicrophone(on: boolean): void {
    this.#sent.audio = on;
    this.#holdBack();
  }

  /** Whether the camera is seen, from now on and in the next call. */
  setCamera(on: boolean): void {
    this.#sent.video = on;
    this.#holdBack();
  }

  /** After a failure: whatever was opened is closed, and all of it asked for again. */
  async retryMedia(): Promise<void> {
    this.#closeMedia();
    await this.openMedia();
  }

  join(room: string): void {
    this.#endCall();
    const call = new DuetCall({ server: this.#server, room });
    this.#call = call;
    this.#follow(call);
    // The camera is never waited for: where it is not open yet, it joins the call when it is.
    call.join({ media: this.localStream ?? null }).catch((error: unknown) => {
      if (this.#call === call) this.#stop(screenAfter(error));
    });
    if (this.mediaProblem === undefined) void this.openMedia();
  }

  leave(): void {
    this.#stop("left");
  }

  /** Back to the lobby, out of whatever there is. */
  enterLobby(): void {
    this.#endCall();
    this.#update({ screen: "lobby" });
    if (this.mediaProblem === undefined) void this.openMedia();
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
    this.#closeMedia();
    this.#update({ screen, mediaProblem: undefined });
  }

  #endCall(): void {
    const call = this.#call;
    this.#call = undefined;
    call?.leave();
    this.#update({ remoteStream: undefined, path: null, peerLeft: false, serverLost: false, repairing: false });
  }

  #holdBack(): void {
    this.localStream?.getTracks().forEach((track) => {
      track.enabled = track.kind === "audio" ? this.#sent.audio : this.#sent.video;
    });
  }

  #closeMedia(): void {
    this.#opening?.abort();
    this.#opening = undefined;
    stopMedia(this.localStream);
    this.#update({ localStream: undefined });
  }

  readonly #onPageHide = (): void => {
    if (this.#call === undefined) this.#closeMedia();
    else this.leave();
  };

  /** Back from the browser's page cache, where nothing was left running. */
  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted && this.screen === "lobby") void this.openMedia();
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
