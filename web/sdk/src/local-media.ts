import type { CallError } from "./call-error.js";
import { plainConstraints } from "./device-constraints.js";
import { openTracks } from "./open-tracks.js";

/** What could be opened, and why not all of it. */
export interface LocalMedia {
  readonly stream?: MediaStream;
  readonly problem?: CallError;
}

/** Opens camera and microphone, or the one of them that can be had. Never throws for want of a device: the problem is part of the result. */
export async function openLocalMedia(signal?: AbortSignal): Promise<LocalMedia> {
  const { video, audio } = await openTracks(plainConstraints, signal);
  const tracks = [audio?.track, video?.track].filter((track) => track !== undefined);
  const problem = video?.problem ?? audio?.problem;
  return {
    ...(tracks.length === 0 ? {} : { stream: new MediaStream(tracks) }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Ends every track, which turns the camera's light off. */
export function stopMedia(stream: MediaStream | undefined): void {
  stream?.getTracks().forEach((track) => {
    track.stop();
  });
}
