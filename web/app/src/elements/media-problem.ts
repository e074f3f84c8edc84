import type { CallErrorCode, DeviceView } from "@duet/sdk";
import type { Messages } from "../i18n/en.js";

/** Camera and microphone, as far as they are to be explained. */
export interface Devices {
  readonly camera: DeviceView;
  readonly microphone: DeviceView;
}

/** What joining would be like as things are; `undefined` while nothing is lacking. */
export function describeConsequence(texts: Messages, { camera, microphone }: Devices): string | undefined {
  if (lackOf(camera) !== undefined) return lackOf(microphone) === undefined ? texts.onlyHeard : texts.neitherHeardNorSeen;
  return lackOf(microphone) === undefined ? undefined : texts.onlySeen;
}

/** Says so where another device than the chosen one is used. */
export function describeReplacements(texts: Messages, { camera, microphone }: Devices): readonly string[] {
  return [
    ...(isReplaced(camera) ? [texts.cameraReplaced(camera.track?.label ?? texts.camera)] : []),
    ...(isReplaced(microphone) ? [texts.microphoneReplaced(microphone.track?.label ?? texts.microphone)] : []),
  ];
}

/** What keeps a device from working; `undefined` where one works. */
export function lackOf(device: DeviceView): CallErrorCode | undefined {
  return isReplaced(device) ? undefined : device.problem?.code;
}

function isReplaced({ problem }: DeviceView): boolean {
  return problem?.code === "media-replaced";
}
