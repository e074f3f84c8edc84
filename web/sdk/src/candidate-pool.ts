/**
 * Whether this browser takes a better path that is found after it has connected. Those that have a pool do (libwebrtc); Firefox keeps the pair
 * that it has nominated.
 */
export function movesToBetterPaths(peer: RTCPeerConnection): boolean {
  return peer.getConfiguration().iceCandidatePoolSize !== undefined;
}

/**
 * To be called between an offer of the other side and the answer to it. Chromium throws away what its pool has gathered the moment an answer
 * is set, and then gathers anew, which takes two round trips; a provisional answer takes it from the pool.
 */
export async function takePooledCandidates(peer: RTCPeerConnection): Promise<void> {
  try {
    const { sdp } = await peer.createAnswer();
    await peer.setLocalDescription({ type: "pranswer", ...(sdp === undefined ? {} : { sdp }) });
  } catch {
    // Firefox knows no provisional answer, and has no pool. If it was anything else, the answer itself will say so.
  }
}
