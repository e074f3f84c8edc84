import { CallError } from "./call-error.js";
import { isRefusal, readMediaError, readPermission, type DeviceKind } from "./media-error.js";

/** What is asked of each kind of device; a kind that is missing is not asked for. */
export type Wishes = Partial<Record<DeviceKind, MediaTrackConstraints>>;

/** A track, or why there is none. */
export type Opened =
  { readonly track: MediaStreamTrack; readonly problem?: undefined } | { readonly track?: undefined; readonly problem: CallError };

export type OpenedTracks = Partial<Record<DeviceKind, Opened>>;

/** In the order in which they are tried alone: a picture is what people look for first. */
const kinds: readonly DeviceKind[] = ["video", "audio"];

/**
 * Opens all that is wished for with one question to the person, or what of it can be had. Never throws for want of a device.
 * After an abort, whatever opens is closed at once.
 */
export async function openTracks(wishes: Wishes, signal?: AbortSignal): Promise<OpenedTracks> {
  const wished = kinds.filter((kind) => wishes[kind] !== undefined);
  // Missing without HTTPS, whatever the DOM's types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return all(wished, new CallError("media-insecure", "Camera and microphone need HTTPS (or localhost)."));
  try {
    return tracksOf(await ask(devices, wishes, signal), wished);
  } catch (error) {
    if (signal?.aborted === true) return all(wished, new CallError("aborted", "Nobody waits for the devices any more.", error));
    return openEach(wishes, wished, error, signal);
  }
}

/** Together they could not be had: each alone, unless its own answer is known by now. */
async function openEach(wishes: Wishes, wished: readonly DeviceKind[], error: unknown, signal?: AbortSignal): Promise<OpenedTracks> {
  const opened: OpenedTracks = {};
  for (const kind of wished) {
    const isWorthwhile = wished.length > 1 && (!isRefusal(error) || (await mayBeAsked(kind)));
    const alone = isWorthwhile
      ? await openTracks({ [kind]: wishes[kind] }, signal)
      : { [kind]: { problem: await readMediaError(error, kind) } };
    Object.assign(opened, alone);
  }
  return opened;
}

/** Someone who said no is not asked a second time: only for what is allowed, or for what was refused because of the other alone. */
async function mayBeAsked(kind: DeviceKind): Promise<boolean> {
  const answer = await readPermission(kind);
  if (answer !== "prompt") return answer === "granted";
  return (await readPermission(kind === "audio" ? "video" : "audio")) === "denied";
}

/** `getUserMedia` cannot be cancelled. */
async function ask(devices: MediaDevices, wishes: Wishes, signal?: AbortSignal): Promise<MediaStream> {
  const stream = await devices.getUserMedia(wishes);
  if (signal?.aborted !== true) return stream;
  for (const track of stream.getTracks()) track.stop();
  throw new DOMException("Nobody waits for the devices any more.", "AbortError");
}

function tracksOf(stream: MediaStream, wished: readonly DeviceKind[]): OpenedTracks {
  const missing = new CallError("media-missing", "The browser opened nothing of this kind.");
  const entries = wished.map((kind) => {
    const track = stream.getTracks().find((each) => each.kind === kind);
    return [kind, track === undefined ? { problem: missing } : { track }] as const;
  });
  return Object.fromEntries(entries);
}

function all(wished: readonly DeviceKind[], problem: CallError): OpenedTracks {
  return Object.fromEntries(wished.map((kind) => [kind, { problem }] as const));
}
