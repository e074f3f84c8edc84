import { FakeDataChannel } from "./fake-data-channel.js";
import { FakeTrack, type FakeMediaStream } from "./fake-media-stream.js";
import { settle } from "./settle.js";

interface Description {
  readonly type: "offer" | "answer" | "pranswer";
  readonly sdp: string;
}

class FakeSender {
  track: FakeTrack | null = null;
  streams: readonly FakeMediaStream[];
  failNext: Error | undefined;

  constructor(streams: readonly FakeMediaStream[]) {
    this.streams = streams;
  }

  setStreams(...streams: FakeMediaStream[]): void {
    this.streams = streams;
  }

  replaceTrack(track: FakeTrack | null): Promise<void> {
    if (this.failNext !== undefined) return Promise.reject(this.failNext);
    this.track = track;
    return Promise.resolve();
  }
}

interface FakeTransceiver {
  readonly sendEncodings?: readonly RTCRtpEncodingParameters[] | undefined;
  readonly receiver: {
    readonly track: FakeTrack;
    readonly transport: { readonly iceTransport: EventTarget };
    getSynchronizationSources(): { readonly timestamp: number }[];
  };
  readonly sender: FakeSender;
  direction: string;
}

interface TransceiverInit {
  readonly direction: string;
  readonly streams?: readonly FakeMediaStream[];
  readonly sendEncodings?: readonly RTCRtpEncodingParameters[];
}

/** An RTCStatsReport. */
export type FakeStats = ReadonlyMap<string, object>;

let generations = 0;

/**
 * What perfect negotiation needs of an RTCPeerConnection, after the specification: a chain of operations, signaling states with implicit
 * rollback, the negotiation-needed flag, and candidates that fit the description that they belong to. The "SDP" is the ICE user name.
 */
export class FakePeerConnection extends EventTarget {
  static instances: FakePeerConnection[] = [];
  /** What connections are made like from now on: Chromium knows provisional answers, Firefox does not. */
  static knowProvisionalAnswers = false;
  /** A description, of the name that its ICE has. */
  static write: (user: string) => string = (user) => user;
  readonly channels: FakeDataChannel[] = [];
  configuration: RTCConfiguration | undefined;
  readonly transceivers: FakeTransceiver[] = [];
  readonly iceTransport = new EventTarget();
  readonly addedCandidates: RTCIceCandidateInit[] = [];
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  iceConnectionState: RTCIceConnectionState = "new";
  iceGatheringState: RTCIceGatheringState = "new";
  localDescription: Description | null = null;
  remoteDescription: Description | null = null;
  rollbacks = 0;
  restarts = 0;
  /** Whether answering an offer also settles what this side wants, as it does where the offer has room for its tracks. */
  answerSettles = true;
  /** What an offer of the other side has a place for. */
  offeredKinds: readonly string[] = ["audio", "video"];
  knowsProvisionalAnswers = FakePeerConnection.knowProvisionalAnswers;
  failNext: Error | undefined;
  /** When the newest packet came of those that were played. */
  playedAt: number | undefined;
  stats: FakeStats = new Map();
  statsReads = 0;
  currentLocalDescription: Description | null = null;
  currentRemoteDescription: Description | null = null;
  #wanted = 0;
  #offered = 0;
  #settled = 0;
  #needed = false;
  #running = 0;
  #chain: Promise<unknown> = Promise.resolve();

  constructor(configuration?: RTCConfiguration) {
    super();
    this.configuration = configuration;
    FakePeerConnection.instances.push(this);
  }

  static last(): FakePeerConnection {
    const peer = FakePeerConnection.instances.at(-1);
    if (peer === undefined) throw new Error("No connection was made.");
    return peer;
  }

  /** The real type, for code under test. */
  asPeer(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection;
  }

  get settled(): boolean {
    return this.#settled === this.#wanted && this.signalingState === "stable";
  }

  /** Something about this side changed so that the two have to negotiate. */
  change(): void {
    this.#wanted += 1;
    this.#updateNeeded();
  }

  restartIce(): void {
    this.restarts += 1;
    this.change();
  }

  addTransceiver(of: FakeTrack | string, { direction, streams = [], sendEncodings }: TransceiverInit): FakeTransceiver {
    const receiver = this.#receiver(typeof of === "string" ? of : of.kind);
    const transceiver = { receiver, sender: new FakeSender(streams), direction, sendEncodings };
    if (typeof of !== "string") transceiver.sender.track = of;
    this.transceivers.push(transceiver);
    this.change();
    return transceiver;
  }

  createDataChannel(label: string, init: RTCDataChannelInit): FakeDataChannel {
    const channel = new FakeDataChannel(label, init);
    this.channels.push(channel);
    this.change();
    return channel;
  }

  /** A browser without a pool does not say how large it is. */
  getConfiguration(): RTCConfiguration {
    return this.knowsProvisionalAnswers ? { iceCandidatePoolSize: 0, ...this.configuration } : {};
  }

  setConfiguration(configuration: RTCConfiguration): void {
    const { iceCandidatePoolSize } = this.getConfiguration();
    if (iceCandidatePoolSize !== undefined && iceCandidatePoolSize !== (configuration.iceCandidatePoolSize ?? 0)) {
      throw new DOMException("The pool is in use.", "InvalidModificationError");
    }
    this.configuration = configuration;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.transceivers;
  }

  getSenders(): FakeSender[] {
    return this.transceivers.map((transceiver) => transceiver.sender);
  }

  getReceivers(): FakeTransceiver["receiver"][] {
    return this.transceivers.map((transceiver) => transceiver.receiver);
  }

  getStats(): Promise<FakeStats> {
    this.statsReads += 1;
    return Promise.resolve(this.stats);
  }

  createAnswer(): Promise<Description> {
    return Promise.resolve({ type: "answer", sdp: "provisional" });
  }

  setLocalDescription(description?: { readonly type: string; readonly sdp?: string }): Promise<void> {
    if (description?.type === "pranswer") return this.#answerProvisionally();
    return this.#enqueue(() => {
      const type = /^have-(remote-offer|local-pranswer)$/.test(this.signalingState) ? "answer" : "offer";
      generations += 1;
      this.localDescription = { type, sdp: description?.sdp ?? FakePeerConnection.write(`user-${generations}`) };
      if (type === "offer") {
        this.#offered = this.#wanted;
        this.signalingState = "have-local-offer";
      } else {
        if (this.answerSettles) this.#settled = this.#wanted;
        this.#becomeStable();
      }
      void this.#gather(this.localDescription);
      this.dispatchEvent(new Event("signalingstatechange"));
    });
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    return this.#enqueue(() => {
      if (description.type === "offer") {
        if (this.signalingState === "have-local-offer") this.#rollBack();
        this.signalingState = "have-remote-offer";
        this.#makePlaces();
      } else {
        if (this.signalingState !== "have-local-offer") throw new DOMException("No offer to answer.", "InvalidStateError");
        this.#settled = this.#offered;
      }
      this.remoteDescription = description as Description;
      if (description.type === "answer") this.#becomeStable();
      this.dispatchEvent(new Event("signalingstatechange"));
    });
  }

  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    return this.#enqueue(() => {
      if (this.remoteDescription === null) throw new DOMException("No remote description.", "InvalidStateError");
      if ((candidate.usernameFragment ?? this.remoteDescription.sdp) !== this.remoteDescription.sdp)
        throw new DOMException("Unknown ufrag.", "OperationError");
      this.addedCandidates.push(candidate);
    });
  }

  close(): void {
    this.signalingState = "closed";
    this.connectionState = "closed";
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event("connectionstatechange"));
  }

  becomeIce(state: RTCIceConnectionState): void {
    this.iceConnectionState = state;
    this.dispatchEvent(new Event("iceconnectionstatechange"));
  }

  /** The browser sends over another pair of candidates, and says so. */
  changePair(): void {
    this.iceTransport.dispatchEvent(new Event("selectedcandidatepairchange"));
  }

  receiveTrack(kind: string): FakeTrack {
    const track = new FakeTrack(kind);
    const transceiver = { receiver: { track }, mid: null };
    this.dispatchEvent(Object.assign(new Event("track"), { track, transceiver }));
    return track;
  }

  /** As Chromium does, which finds the candidates of its pool then; as Firefox does, where it is not to be had. */
  #answerProvisionally(): Promise<void> {
    return this.#enqueue(() => {
      if (!this.knowsProvisionalAnswers) throw new DOMException("Not here.", "NotSupportedError");
      const candidate = { candidate: "candidate:9 pooled", sdpMid: "0" };
      this.signalingState = "have-local-pranswer";
      this.localDescription = { type: "pranswer", sdp: FakePeerConnection.write(`provisional with ${candidate.candidate}`) };
      this.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate }));
      this.#haveGathered();
    });
  }

  /** An offer of the other side brings transceivers along. */
  #makePlaces(): void {
    const known = new Set(this.transceivers.map(({ receiver }) => receiver.track.kind));
    for (const kind of this.offeredKinds) {
      if (!known.has(kind)) this.transceivers.push({ receiver: this.#receiver(kind), sender: new FakeSender([]), direction: "recvonly" });
    }
  }

  /** One transport for all: `max-bundle`. */
  #receiver(kind: string): FakeTransceiver["receiver"] {
    const getSynchronizationSources = () => (this.playedAt === undefined ? [] : [{ timestamp: this.playedAt }]);
    return { track: new FakeTrack(kind), transport: { iceTransport: this.iceTransport }, getSynchronizationSources };
  }

  /** Candidates come in tasks of their own, after the description is set; the last ones only mark the end; a description that was replaced has none. */
  async #gather({ sdp }: Description): Promise<void> {
    await settle(12);
    if (this.localDescription?.sdp !== sdp) return;
    for (const candidate of [`candidate:1 ${sdp}`, ""]) {
      this.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate: { candidate, sdpMid: "0", usernameFragment: sdp } }));
    }
    this.#haveGathered();
  }

  #haveGathered(): void {
    this.iceGatheringState = "complete";
    this.dispatchEvent(new Event("icegatheringstatechange"));
    this.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate: null }));
  }

  #rollBack(): void {
    this.rollbacks += 1;
    this.localDescription = this.currentLocalDescription;
    this.signalingState = "stable";
  }

  #becomeStable(): void {
    this.signalingState = "stable";
    this.currentLocalDescription = this.localDescription;
    this.currentRemoteDescription = this.remoteDescription;
    this.#needed = false;
  }

  async #enqueue(operation: () => void): Promise<void> {
    this.#running += 1;
    const done = this.#chain.then(async () => {
      await Promise.resolve(); // no operation is done at once
      if (this.signalingState === "closed") throw new DOMException("Closed.", "InvalidStateError");
      const failure = this.failNext;
      this.failNext = undefined;
      if (failure !== undefined) throw failure;
      operation();
    });
    this.#chain = done.catch(() => undefined);
    try {
      await done;
    } finally {
      this.#running -= 1;
      this.#updateNeeded();
    }
  }

  #updateNeeded(): void {
    if (this.#needed || this.#settled === this.#wanted || this.#running > 0 || this.signalingState !== "stable") return;
    this.#needed = true;
    queueMicrotask(() => {
      if (this.#running > 0 || this.signalingState !== "stable") this.#needed = false;
      else this.dispatchEvent(new Event("negotiationneeded"));
    });
  }
}
