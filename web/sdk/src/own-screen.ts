import type { ScreenMids } from "./channel-message.js";
import { limitSending } from "./sending-limits.js";

/** What a shared screen shows, as the person says: letters that have to be sharp, or a film that has to be fluent. */
export type ScreenContent = "text" | "motion";

export interface SharedScreen {
  readonly stream: MediaStream;
  readonly content: ScreenContent;
}

/**
 * Sends a screen beside the camera. Its media sections are made when it is first shared, because a client that knows one picture only would take
 * them for it, and are kept for the next time.
 */
export class OwnScreen {
  readonly #peer: RTCPeerConnection;
  readonly #tell: (mids: ScreenMids | null) => void;
  readonly #transceivers = new Map<string, RTCRtpTransceiver>();
  #content: ScreenContent = "text";
  #shared = false;
  #told: string | undefined;

  /** `tell` is called with where the screen is to be found, as soon as that is known or has changed; with `null` when there is none any more. */
  constructor(peer: RTCPeerConnection, tell: (mids: ScreenMids | null) => void) {
    this.#peer = peer;
    this.#tell = tell;
    peer.addEventListener("signalingstatechange", () => {
      this.#tellMids(); // a description that is set gives sections their names, and one that is taken back takes them
      if (peer.signalingState === "stable") this.#limit(); // what was asked before may not have been heard
    });
  }

  /** Sends this screen, in place of the one before. The browser asks for a negotiation where one is needed. */
  share({ stream, content }: SharedScreen): void {
    this.#shared = true;
    this.#content = content;
    this.#send("video", stream.getVideoTracks()[0], stream);
    this.#send("audio", stream.getAudioTracks()[0], stream);
    this.#limit();
    this.#tellMids();
  }

  stop(): void {
    if (!this.#shared) return;
    this.#shared = false;
    for (const transceiver of this.#transceivers.values()) silence(transceiver);
    this.#tellMids();
  }

  /** Whether this is a section of the screen, and none of camera or microphone. */
  has(transceiver: RTCRtpTransceiver): boolean {
    return [...this.#transceivers.values()].includes(transceiver);
  }

  #send(kind: "video" | "audio", track: MediaStreamTrack | undefined, stream: MediaStream): void {
    const transceiver = this.#living(kind);
    if (track === undefined) {
      if (transceiver !== undefined) silence(transceiver);
      return;
    }
    // Ignored where the browser does not know the value: https://www.w3.org/TR/mst-content-hint/
    track.contentHint = kind === "audio" ? "music" : this.#content;
    if (transceiver === undefined) {
      this.#transceivers.set(kind, this.#peer.addTransceiver(track, { direction: "sendonly", streams: [stream] }));
    } else {
      transceiver.direction = "sendonly";
      void replace(transceiver.sender, track);
    }
  }

  #limit(): void {
    for (const [kind, { sender }] of this.#transceivers) void limitSending(sender, kind === "audio" ? "screen-sound" : this.#content);
  }

  /** A client that wants no second picture refuses its section, which ends it for good. */
  #living(kind: "video" | "audio"): RTCRtpTransceiver | undefined {
    const transceiver = this.#transceivers.get(kind);
    return transceiver?.currentDirection === "stopped" ? undefined : transceiver;
  }

  #tellMids(): void {
    const mids = this.#shared ? this.#mids() : null;
    const text = JSON.stringify(mids);
    if (text === (this.#told ?? "null")) return;
    this.#told = text;
    this.#tell(mids);
  }

  #mids(): ScreenMids {
    const sending = [...this.#transceivers].filter(([, { direction }]) => direction === "sendonly");
    return Object.fromEntries(sending.flatMap(([kind, { mid }]) => (mid === null ? [] : [[kind, mid]])));
  }
}

function silence(transceiver: RTCRtpTransceiver): void {
  if (transceiver.currentDirection === "stopped") return;
  transceiver.direction = "inactive";
  void replace(transceiver.sender, null);
}

/** Rejected where the connection or the section has ended, which ends the sending too. */
async function replace(sender: RTCRtpSender, track: MediaStreamTrack | null): Promise<void> {
  await sender.replaceTrack(track).catch(() => undefined);
}
