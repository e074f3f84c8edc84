import type { CallError } from "./call-error.js";
import type { ConnectionPath } from "./connection-path.js";
import type { IceSettings, PeerMessage } from "./messages.js";
import { PathWatch } from "./path-watch.js";
import { PerfectNegotiation } from "./perfect-negotiation.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface PeerConnectionEvents {
  /** Media flows, for the first time or again. */
  connected: undefined;
  /** It broke, and is being repaired: `connected` or `failed` follows. */
  interrupted: undefined;
  /** It could not be made, or not repaired. */
  failed: undefined;
  /** The other side's picture and sound; the same stream each time something joins it. */
  remotestream: MediaStream;
  /** Which way the media takes, soon after `connected`; `null` when that cannot be told any more. `interrupted` and `failed` end it untold. */
  pathchange: ConnectionPath | null;
  error: CallError;
}

export interface PeerConnectionOptions extends IceSettings {
  readonly polite: boolean;
  readonly media: MediaStream | undefined;
  readonly send: (cmd: PeerMessage["cmd"], msg: string) => void;
}

/** How long a repair may take, in milliseconds. */
const repairMilliseconds = 15_000;

/** The media connection to one peer, from its arrival to its leaving: an `RTCPeerConnection` and the negotiation over it. */
export class PeerConnection extends TypedEventTarget<PeerConnectionEvents> {
  readonly #peer: RTCPeerConnection;
  readonly #negotiation: PerfectNegotiation;
  readonly #path: PathWatch;
  readonly #polite: boolean;
  readonly #remote = new MediaStream();
  #repair: ReturnType<typeof setTimeout> | undefined;

  constructor({ polite, media, send, iceServers, iceTransportPolicy }: PeerConnectionOptions) {
    super();
    this.#polite = polite;
    this.#peer = new RTCPeerConnection({ iceServers, iceTransportPolicy, bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    const fail = (error: CallError) => {
      this.emit("error", error);
    };
    this.#negotiation = new PerfectNegotiation(this.#peer, { polite, send, fail });
    this.#path = new PathWatch(this.#peer, (path) => {
      this.emit("pathchange", path);
    });
    this.#peer.addEventListener("track", ({ track }) => {
      this.#remote.addTrack(track);
      this.emit("remotestream", this.#remote);
    });
    this.#peer.addEventListener("connectionstatechange", () => {
      this.#follow(this.#peer.connectionState);
    });
    this.setMedia(media);
    if (!polite) this.#receiveBothKinds();
  }

  receive(cmd: PeerMessage["cmd"], msg: string): void {
    void this.#negotiation.receive(cmd, msg);
  }

  /** Sends these tracks too; the browser asks for a negotiation where one is needed. */
  setMedia(media: MediaStream | undefined): void {
    if (media === undefined) return;
    const sent = new Set(this.#peer.getSenders().map((sender) => sender.track));
    for (const track of media.getTracks()) if (!sent.has(track)) this.#peer.addTrack(track, media);
  }

  close(): void {
    clearTimeout(this.#repair);
    this.#negotiation.close();
    this.#path.stop();
    this.#peer.close();
  }

  /** Who offers asks for sound and picture even without a microphone or camera of their own. */
  #receiveBothKinds(): void {
    const kinds = new Set(this.#peer.getTransceivers().map((transceiver) => transceiver.receiver.track.kind));
    for (const kind of ["audio", "video"]) if (!kinds.has(kind)) this.#peer.addTransceiver(kind, { direction: "recvonly" });
  }

  #follow(state: RTCPeerConnectionState): void {
    if (state === "connected") {
      clearTimeout(this.#repair);
      this.#repair = undefined;
      this.#path.start();
      this.emit("connected", undefined);
    } else if (state === "failed") {
      this.#path.stop();
      this.#onFailed();
    }
  }

  /** One try to repair, made by the impolite side so that it is never made twice; the polite side waits for it. */
  #onFailed(): void {
    if (this.#repair !== undefined) {
      clearTimeout(this.#repair);
      this.emit("failed", undefined);
      return;
    }
    this.#repair = setTimeout(() => {
      this.emit("failed", undefined);
    }, repairMilliseconds);
    this.emit("interrupted", undefined);
    if (!this.#polite) this.#peer.restartIce();
  }
}
