/** The devices that the browser tells of. Before somebody has allowed one, their ids and labels are empty or missing. */
export interface DeviceList {
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}

export const noDevices: DeviceList = { cameras: [], microphones: [], speakers: [] };

export async function listDevices(): Promise<DeviceList> {
  try {
    const all = await navigator.mediaDevices.enumerateDevices();
    const named = (kind: MediaDeviceKind) => all.filter((device) => device.kind === kind && device.deviceId !== "");
    return { cameras: named("videoinput"), microphones: named("audioinput"), speakers: named("audiooutput") };
  } catch {
    return noDevices; // a page without HTTPS, or a browser that does not tell
  }
}
