import type { DeviceChoice, DeviceChoices } from "@duet/sdk";

const storageKey = "duet.devices";

/** The devices of the time before; everything on, and no device in particular, where nothing was remembered. */
export function recallChoices(): DeviceChoices {
  const { camera, microphone, speaker, cameraOn, microphoneOn } = readStored();
  return {
    cameraOn: cameraOn !== false,
    microphoneOn: microphoneOn !== false,
    ...choice("camera", camera),
    ...choice("microphone", microphone),
    ...choice("speaker", speaker),
  };
}

export function rememberChoices(choices: DeviceChoices): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(choices));
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

function choice<Name extends string>(name: Name, value: unknown): Partial<Record<Name, DeviceChoice>> {
  if (typeof value !== "object" || value === null) return {};
  const { deviceId, label } = value as Record<string, unknown>;
  if (typeof deviceId !== "string" || typeof label !== "string") return {};
  return { [name]: { deviceId, label } } as Partial<Record<Name, DeviceChoice>>;
}

/** What older versions, or other hands, left there is not trusted to have any shape. */
function readStored(): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
