import { CallError, type MediaErrorCode } from "./call-error.js";

/** What Chromium knows beyond the DOM's types; other browsers ignore it: https://www.w3.org/TR/screen-capture/ */
interface ScreenOptions extends DisplayMediaStreamOptions {
  /** Offers the sound of the whole system, where there is such a thing. */
  readonly systemAudio: "include";
  /** Lets the person change to another tab without sharing anew. */
  readonly surfaceSwitching: "include";
  /** Leaves the call's own tab out of the list: a picture in itself, without end. */
  readonly selfBrowserSurface: "exclude";
  readonly audio: MediaTrackConstraints & { readonly restrictOwnAudio: boolean };
}

const options: ScreenOptions = {
  video: { frameRate: { max: 30 } },
  // As it is: what cleans up speech spoils music. And without the call's own sound, which the other would hear as an echo of themselves.
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, restrictOwnAudio: true },
  systemAudio: "include",
  surfaceSwitching: "include",
  selfBrowserSurface: "exclude",
};

/** Whether this browser can share a screen at all; those of phones cannot. */
export function canShareScreen(): boolean {
  const devices = navigator.mediaDevices as Partial<MediaDevices> | undefined; // missing without HTTPS
  return devices?.getDisplayMedia !== undefined;
}

/**
 * Asks the person which screen, window or tab to share, with its sound where browser and system have it. To be called while a click or a key is
 * being handled: browsers want to see that the person means it.
 * @throws CallError `media-refused` when the person chose none, `media-missing` when there is nothing to share, `media-busy`, `media-insecure`,
 * `media-failed`
 */
export async function openScreen(): Promise<MediaStream> {
  const devices = navigator.mediaDevices as Partial<MediaDevices> | undefined;
  if (devices === undefined) throw new CallError("media-insecure", "Sharing a screen needs HTTPS (or localhost).");
  if (devices.getDisplayMedia === undefined) throw new CallError("media-missing", "This browser cannot share a screen.");
  try {
    return await devices.getDisplayMedia(options);
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : "";
    throw new CallError(codes[name] ?? "media-failed", "The screen could not be shared.", error);
  }
}

const codes: Readonly<Record<string, MediaErrorCode>> = {
  NotAllowedError: "media-refused",
  SecurityError: "media-refused",
  NotFoundError: "media-missing",
  OverconstrainedError: "media-missing",
  NotReadableError: "media-busy",
};
