import { LoopbackPair } from "./loopback-pair.js";

/** How long a path may take before it counts as blocked, in milliseconds: a TURN client over a slow network needs about a fifth of it. */
const probeMilliseconds = 8_000;

/**
 * Whether a STUN server answers over UDP: what has to work for two browsers to find a direct way.
 * A browser without a NAT drops the address that it learns, as it has it already; that all went well, it then tells by having no error.
 */
export async function probeDirect(iceServers: RTCIceServer[], signal: AbortSignal): Promise<boolean> {
  const peer = new RTCPeerConnection({ iceServers });
  peer.createDataChannel("probe");
  const answered = new Promise<boolean>((resolve) => {
    let failures = 0;
    peer.addEventListener("icecandidateerror", () => {
      failures += 1;
    });
    peer.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate?.type === "srflx") resolve(true);
    });
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState === "complete") resolve(failures === 0);
    });
  });
  try {
    await peer.setLocalDescription();
    return (await inTime(answered, signal)) ?? false;
  } finally {
    peer.close();
  }
}

/** Sends a message from this browser to itself through a relay. How long the way to the relay and back took, in milliseconds, or `undefined` for no way. */
export async function probeRelay(iceServers: RTCIceServer[], signal: AbortSignal): Promise<number | undefined> {
  const pair = new LoopbackPair({ iceServers, iceTransportPolicy: "relay" });
  try {
    return await inTime(pair.measure(), signal);
  } finally {
    pair.close();
  }
}

/** The result, or `undefined` when the time is over, the work fails or nobody waits any more. */
function inTime<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, probeMilliseconds);
    function end(result?: Result): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      resolve(result);
    }
    const stop = () => {
      end();
    };
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    work.then(end, stop);
  });
}
