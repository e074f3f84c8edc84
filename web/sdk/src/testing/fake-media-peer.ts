import { FakeTrack, type FakeMediaStream } from "./fake-media-stream.js";

/** What is set at a sender, as a browser without limits of its own has it. */
export class FakeSender {
  track: FakeTrack | null;
  parameters: { encodings: RTCRtpEncodingParameters[]; degradationPreference?: RTCDegradationPreference } = {
    encodings: [{ active: true }],
  };

  constructor(track: FakeTrack | null) {
    this.track = track;
  }

  replaceTrack(track: FakeTrack | null): Promise<void> {
    this.track = track;
    return Promise.resolve();
  }

  getParameters(): FakeSender["parameters"] {
    return structuredClone(this.parameters);
  }

  setParameters(parameters: FakeSender["parameters"]): Promise<void> {
    this.parameters = parameters;
    return Promise.resolve();
  }
}

export class FakeMediaTransceiver {
  readonly sender: FakeSender;
  readonly receiver: { readonly track: FakeTrack };
  readonly preferences: string[] = [];
  mid: string | null = null;
  direction: RTCRtpTransceiverDirection;
  currentDirection: RTCRtpTransceiverDirection | null = null;

  constructor(kind: string, direction: RTCRtpTransceiverDirection, track: FakeTrack | null = null) {
    this.sender = new FakeSender(track);
    this.receiver = { track: new FakeTrack(kind) };
    this.direction = direction;
  }

  asTransceiver(): RTCRtpTransceiver {
    return this as unknown as RTCRtpTransceiver;
  }

  setCodecPreferences(codecs: readonly { mimeType: string }[]): void {
    this.preferences.push(...codecs.map(({ mimeType }) => mimeType));
  }
}

/** What screens and codecs need of an RTCPeerConnection: sections that come with negotiations, which the test makes step by step. */
export class FakeMediaPeer extends EventTarget {
  readonly transceivers: FakeMediaTransceiver[] = [];
  signalingState: RTCSignalingState = "stable";
  remoteDescription: { readonly sdp: string } | null = null;

  getStats: () => Promise<ReadonlyMap<string, object>> = () => Promise.resolve(new Map());

  asPeer(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection;
  }

  getTransceivers(): FakeMediaTransceiver[] {
    return this.transceivers;
  }

  addTransceiver(
    of: FakeTrack | string,
    { direction }: { direction: RTCRtpTransceiverDirection; streams?: FakeMediaStream[] },
  ): FakeMediaTransceiver {
    const [kind, track] = typeof of === "string" ? [of, null] : [of.kind, of];
    const transceiver = new FakeMediaTransceiver(kind, direction, track);
    this.transceivers.push(transceiver);
    return transceiver;
  }

  /** Our offer is set, which names the sections. */
  offer(): void {
    this.transceivers.forEach((transceiver, index) => {
      transceiver.mid ??= String(index);
    });
    this.become("have-local-offer");
  }

  /** Our offer is taken back: what was new in it has no name any more. */
  rollBack(): void {
    for (const transceiver of this.transceivers) if (transceiver.currentDirection === null) transceiver.mid = null;
    this.become("stable");
  }

  /** The offer that is set is answered: the other side agrees with everything. */
  agree(): void {
    for (const transceiver of this.transceivers) transceiver.currentDirection = transceiver.direction;
    this.become("stable");
  }

  /** An offer of the other side is set, and answered. */
  takeOffer(sections: Readonly<Record<string, "audio" | "video" | "inactive">>, sdp = ""): void {
    this.remoteDescription = { sdp };
    for (const [mid, kind] of Object.entries(sections)) this.#takeSection(mid, kind);
    this.become("have-remote-offer");
    for (const transceiver of this.transceivers.filter((candidate) => candidate.direction !== "inactive")) {
      if (sections[transceiver.mid ?? ""] !== "inactive" && transceiver.currentDirection !== transceiver.direction)
        this.#track(transceiver);
    }
    for (const transceiver of this.transceivers.filter(({ mid }) => mid !== null)) {
      transceiver.currentDirection = sections[transceiver.mid ?? ""] === "inactive" ? "inactive" : transceiver.direction;
    }
    this.become("stable");
  }

  become(state: RTCSignalingState): void {
    this.signalingState = state;
    this.dispatchEvent(new Event("signalingstatechange"));
  }

  #takeSection(mid: string, kind: string): void {
    if (kind === "inactive" || this.transceivers.some((transceiver) => transceiver.mid === mid)) return;
    this.addTransceiver(kind, { direction: "recvonly" }).mid = mid;
  }

  #track(transceiver: FakeMediaTransceiver): void {
    this.dispatchEvent(Object.assign(new Event("track"), { transceiver, track: transceiver.receiver.track }));
  }
}
