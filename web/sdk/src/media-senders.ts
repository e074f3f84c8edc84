import { firstScale, limitSending } from "./sending-limits.js";

const kinds = ["audio", "video"] as const;
type Kind = (typeof kinds)[number];

/**
 * What one connection sends: at most one track of each kind, in a place that is agreed on once, with or without a track in it. Tracks come,
 * change and go without another negotiation, and a camera is waited for by nobody.
 */
export class MediaSenders {
  readonly #peer: RTCPeerConnection;
  readonly #fail: (error: unknown) => void;
  /** Never has tracks here: its id tells the other side that picture and sound are one stream. */
  readonly #stream = new MediaStream();
  readonly #places = new Map<Kind, RTCRtpTransceiver>();
  #tracks: Readonly<Record<Kind, MediaStreamTrack | undefined>> = { audio: undefined, video: undefined };
  #described = false;
  #isHeld = false;

  constructor(peer: RTCPeerConnection, fail: (error: unknown) => void) {
    this.#peer = peer;
    this.#fail = fail;
  }

  /** The stream's first track of each kind is what is sent from now on; a kind that it has not is not sent. */
  setMedia(media: MediaStream | undefined): void {
    this.#tracks = { audio: media?.getAudioTracks()[0], video: media?.getVideoTracks()[0] };
    for (const kind of kinds) this.#fill(kind);
  }

  /** Nothing is sent from now on, whatever there is. */
  hold(): void {
    this.#isHeld = true;
    for (const kind of kinds) this.#fill(kind);
  }

  /** What there is is sent. */
  release(): void {
    this.#isHeld = false;
    for (const kind of kinds) this.#fill(kind);
  }

  /** For an offer of ours: a place for each kind. */
  offer(): void {
    this.#described = true;
    for (const kind of kinds) {
      this.#add(kind);
      this.#fill(kind);
    }
  }

  /** For an answer to an offer that has just been set: its places become ours too. */
  adopt(): void {
    this.#described = true;
    for (const transceiver of this.#peer.getTransceivers()) {
      const kind = kinds.find((each) => each === transceiver.receiver.track.kind);
      if (kind !== undefined && !this.#places.has(kind)) this.#take(kind, transceiver);
    }
    for (const kind of kinds) this.#fill(kind);
  }

  /**
   * Keeps within what makes a difference, and sends pictures as large as they are. Not before the first ones are there: said while a call
   * begins, it makes them late (docs/decisions/0009-first-frame.md).
   */
  limit(): void {
    for (const [kind, { sender }] of this.#places) void limitSending(sender, kind === "audio" ? "microphone" : "camera");
  }

  #take(kind: Kind, transceiver: RTCRtpTransceiver): void {
    transceiver.direction = "sendrecv";
    transceiver.sender.setStreams(this.#stream);
    if (kind === "video") void limitSending(transceiver.sender, "first-pictures", this.#tracks.video);
    this.#places.set(kind, transceiver);
  }

  #add(kind: Kind): void {
    const small = kind === "video" ? { sendEncodings: [{ scaleResolutionDownBy: firstScale(this.#tracks.video) }] } : {};
    this.#places.set(kind, this.#peer.addTransceiver(kind, { direction: "sendrecv", streams: [this.#stream], ...small }));
  }

  #fill(kind: Kind): void {
    if (!this.#described) return;
    const track = this.#isHeld ? undefined : this.#tracks[kind];
    // The offer of a plain peer may have no place for a kind: then the browser asks for a negotiation, once there is something to send.
    if (!this.#places.has(kind) && track !== undefined) this.#add(kind);
    const sender = this.#places.get(kind)?.sender;
    if (sender !== undefined && sender.track !== (track ?? null)) sender.replaceTrack(track ?? null).catch(this.#fail);
  }
}
