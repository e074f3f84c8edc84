/** Two connections of this browser that call each other: whatever they say takes the way that their configuration leaves them. */
export class LoopbackPair {
  readonly #caller: RTCPeerConnection;
  readonly #callee: RTCPeerConnection;

  constructor(configuration: RTCConfiguration) {
    this.#caller = new RTCPeerConnection(configuration);
    this.#callee = new RTCPeerConnection(configuration);
    pass(this.#caller, this.#callee);
    pass(this.#callee, this.#caller);
    this.#callee.addEventListener("datachannel", ({ channel }) => {
      channel.addEventListener("message", ({ data }) => {
        channel.send(data as string);
      });
    });
  }

  /** Connects, and sends a message there and back. Half of what that took, in milliseconds: the way has two ends, and both are here. */
  async measure(): Promise<number> {
    const channel = this.#caller.createDataChannel("probe");
    const opened = once(channel, "open");
    await this.#caller.setLocalDescription();
    await this.#callee.setRemoteDescription(described(this.#caller));
    await this.#callee.setLocalDescription();
    await this.#caller.setRemoteDescription(described(this.#callee));
    await opened;
    const sentAt = performance.now();
    const answered = once(channel, "message");
    channel.send("ping");
    await answered;
    return (performance.now() - sentAt) / 2;
  }

  close(): void {
    this.#caller.close();
    this.#callee.close();
  }
}

/** Candidates wait for the description that they belong to. */
function pass(from: RTCPeerConnection, to: RTCPeerConnection): void {
  const early: RTCIceCandidate[] = [];
  const add = (candidate: RTCIceCandidate) => {
    to.addIceCandidate(candidate).catch(() => undefined); // closed meanwhile, or of no use: another may do
  };
  from.addEventListener("icecandidate", ({ candidate }) => {
    if (candidate === null) return;
    if (to.remoteDescription === null) early.push(candidate);
    else add(candidate);
  });
  to.addEventListener("signalingstatechange", () => {
    if (to.remoteDescription !== null) early.splice(0).forEach(add);
  });
}

function described(peer: RTCPeerConnection): RTCSessionDescription {
  if (peer.localDescription === null) throw new Error("There is no description yet.");
  return peer.localDescription;
}

function once(target: EventTarget, type: string): Promise<void> {
  return new Promise((resolve) => {
    target.addEventListener(
      type,
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
