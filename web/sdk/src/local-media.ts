import { CallError, type MediaErrorCode } from "./call-error.js";

/** What could be opened, and why not all of it. No stream and no problem means: nothing was asked for. */
export interface LocalMedia {
  readonly stream?: MediaStream;
  readonly problem?: CallError;
}

const video: MediaTrackConstraints = { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } };
const audio: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Opens camera and microphone, or the one of them that can be had. Never throws for want of a device: the problem is part of the result. */
export async function openLocalMedia(signal?: AbortSignal): Promise<LocalMedia> {
  // Missing without HTTPS, whatever the DOM's types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return { problem: new CallError("media-insecure", "Camera and microphone need HTTPS (or localhost).") };
  try {
    return { stream: await open(devices, { audio, video }, signal) };
  } catch (error) {
    const problem = mediaError(error);
    const stream = signal?.aborted === true ? undefined : await openOneOf(devices, problem, signal);
    return stream === undefined ? { problem } : { stream, problem };
  }
}

/** Ends every track, which turns the camera's light off. */
export function stopMedia(stream: MediaStream | undefined): void {
  stream?.getTracks().forEach((track) => {
    track.stop();
  });
}

async function openOneOf(devices: MediaDevices, problem: CallError, signal?: AbortSignal): Promise<MediaStream | undefined> {
  for (const constraints of await fallbacks(problem)) {
    try {
      return await open(devices, constraints, signal);
    } catch {
      // The first problem is the one to tell: it names what is wrong with both.
    }
  }
  return undefined;
}

/** Someone who said no is not asked a second time: after a refusal only a device whose permission stands is tried. */
async function fallbacks(problem: CallError): Promise<MediaStreamConstraints[]> {
  const onlyVideo = { video };
  const onlyAudio = { audio };
  if (problem.code !== "media-refused") return [onlyVideo, onlyAudio];
  const granted = await Promise.all([isGranted("camera"), isGranted("microphone")]);
  return [onlyVideo, onlyAudio].filter((_, index) => granted[index] === true);
}

async function isGranted(name: "camera" | "microphone"): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name })).state === "granted";
  } catch {
    return false; // a browser that cannot say
  }
}

/** `getUserMedia` cannot be cancelled; what it opens after an abort is closed at once. */
async function open(devices: MediaDevices, constraints: MediaStreamConstraints, signal?: AbortSignal): Promise<MediaStream> {
  const stream = await devices.getUserMedia(constraints);
  if (signal?.aborted !== true) return stream;
  stopMedia(stream);
  throw new DOMException("Nobody waits for the camera any more.", "AbortError");
}

const codes: Readonly<Record<string, MediaErrorCode>> = {
  NotAllowedError: "media-refused",
  SecurityError: "media-refused",
  NotFoundError: "media-missing",
  OverconstrainedError: "media-missing",
  NotReadableError: "media-busy",
  AbortError: "media-failed",
};

function mediaError(error: unknown): CallError {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return new CallError(codes[name] ?? "media-failed", "Camera and microphone could not both be opened.", error);
}
