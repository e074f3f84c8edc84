import { CallError, type MediaErrorCode } from "./call-error.js";

export type DeviceKind = "audio" | "video";

export type PermissionAnswer = PermissionState | "unknown";

const permissionNames = { audio: "microphone", video: "camera" } as const;

const codes: Readonly<Record<string, MediaErrorCode>> = {
  SecurityError: "media-refused",
  NotFoundError: "media-missing",
  OverconstrainedError: "media-overconstrained",
  NotReadableError: "media-busy",
};

/** What the browser would answer if it were asked for this device now; `unknown` where it cannot say. */
export async function readPermission(kind: DeviceKind): Promise<PermissionAnswer> {
  try {
    return (await navigator.permissions.query({ name: permissionNames[kind] })).state;
  } catch {
    return "unknown";
  }
}

/** Calls `granted` whenever the person allows the device in the browser's settings, where the browser tells that. */
export async function watchPermission(kind: DeviceKind, granted: () => void, signal: AbortSignal): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name: permissionNames[kind] });
    const follow = () => {
      if (status.state === "granted") granted();
    };
    if (!signal.aborted) status.addEventListener("change", follow, { signal });
  } catch {
    // A browser that cannot say: there is a button to try again.
  }
}

/** Plain reasons for what `getUserMedia` threw. */
export async function readMediaError(error: unknown, kind: DeviceKind): Promise<CallError> {
  return new CallError(await readCode(error, kind), `The ${permissionNames[kind]} could not be opened.`, error);
}

/** Whether it is a matter of leave, and not of the device. */
export function isRefusal(error: unknown): boolean {
  return ["NotAllowedError", "SecurityError"].includes(nameOf(error));
}

async function readCode(error: unknown, kind: DeviceKind): Promise<MediaErrorCode> {
  const name = nameOf(error);
  const message = error instanceof Error || error instanceof DOMException ? error.message : "";
  if (name === "NotAllowedError") {
    if (/system/i.test(message)) return "media-blocked-by-system"; // Chromium tells that by its words alone.
    return (await readPermission(kind)) === "prompt" ? "media-dismissed" : "media-refused";
  }
  // Firefox on Windows and macOS, where another program has the device.
  if (name === "AbortError" && /starting .* failed/i.test(message)) return "media-busy";
  return codes[name] ?? "media-failed";
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : "";
}
