import type { DeviceKind } from "./media-error.js";

const picture: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const sound: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** What a call asks of any camera and of any microphone. */
export const plainConstraints: Readonly<Record<DeviceKind, MediaTrackConstraints>> = {
  video: { facingMode: "user", ...picture },
  audio: sound,
};

/** The same of one certain device. Not `exact`, it is a hint: for names that the browser does not tell before it has asked the person. */
export function constraintsFor(kind: DeviceKind, deviceId: string, exact: boolean): MediaTrackConstraints {
  return { ...(kind === "video" ? picture : sound), deviceId: exact ? { exact: deviceId } : { ideal: deviceId } };
}

/** The same of a camera that looks this way. */
export function constraintsFacing(facingMode: VideoFacingModeEnum): MediaTrackConstraints {
  return { ...picture, facingMode: { exact: facingMode } };
}
