import { vi } from "vitest";

/** A camera or microphone that may be plugged in. */
export interface FakeDevice {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string;
  readonly label: string;
  readonly facingMode?: string;
}

export const frontCamera: FakeDevice = { kind: "videoinput", deviceId: "cam-1", label: "Front camera" };
export const deskCamera: FakeDevice = { kind: "videoinput", deviceId: "cam-2", label: "Desk camera" };
export const builtInMicrophone: FakeDevice = { kind: "audioinput", deviceId: "mic-1", label: "Built-in microphone" };
export const headset: FakeDevice = { kind: "audioinput", deviceId: "mic-2", label: "Headset" };
export const loudspeaker: FakeDevice = { kind: "audiooutput", deviceId: "out-1", label: "Loudspeaker" };

export class FakeDeviceTrack extends EventTarget {
  readonly device: FakeDevice;
  enabled = true;
  readyState: "live" | "ended" = "live";

  constructor(device: FakeDevice) {
    super();
    this.device = device;
  }

  get kind(): string {
    return this.device.kind === "videoinput" ? "video" : "audio";
  }

  get label(): string {
    return this.device.label;
  }

  getSettings(): MediaTrackSettings {
    const { deviceId, facingMode } = this.device;
    return facingMode === undefined ? { deviceId } : { deviceId, facingMode };
  }

  clone(): FakeDeviceTrack {
    return Object.assign(new FakeDeviceTrack(this.device), { enabled: this.enabled });
  }

  stop(): void {
    this.readyState = "ended";
  }
}

export class FakeDeviceStream {
  tracks: FakeDeviceTrack[];

  constructor(tracks: FakeDeviceTrack[] = []) {
    this.tracks = tracks;
  }

  getTracks(): FakeDeviceTrack[] {
    return [...this.tracks];
  }

  addTrack(track: FakeDeviceTrack): void {
    if (!this.tracks.includes(track)) this.tracks.push(track);
  }

  removeTrack(track: FakeDeviceTrack): void {
    this.tracks = this.tracks.filter((each) => each !== track);
  }
}

type Kind = "audio" | "video";

/** A browser with devices, and a person who answers its questions. */
export class FakeBrowser {
  devices: FakeDevice[];
  /** Names and messages of what `getUserMedia` throws for a kind. */
  readonly errors: Partial<Record<Kind, { readonly name: string; readonly message?: string } | undefined>> = {};
  readonly permissions: Record<Kind, PermissionState> = { audio: "granted", video: "granted" };
  /** Whether ids and labels are told: before somebody has allowed a device, they are not. */
  labelled = true;
  readonly asked: MediaStreamConstraints[] = [];
  readonly opened: FakeDeviceTrack[] = [];
  touchPoints = 0;
  /** While set, `getUserMedia` waits for it. */
  question: Promise<void> | undefined;
  readonly #target = new EventTarget();
  readonly #statuses: Record<Kind, EventTarget & { state: PermissionState }>;

  constructor(...devices: FakeDevice[]) {
    this.devices = devices;
    const status = (kind: Kind) => {
      const permissions = this.permissions;
      return Object.defineProperty(new EventTarget(), "state", { get: () => permissions[kind] }) as EventTarget & {
        state: PermissionState;
      };
    };
    this.#statuses = { audio: status("audio"), video: status("video") };
  }

  install(): this {
    const mediaDevices = Object.assign(this.#target, {
      getUserMedia: (constraints: MediaStreamConstraints) => this.#open(constraints),
      enumerateDevices: () =>
        Promise.resolve(this.devices.map((device) => (this.labelled ? device : { ...device, deviceId: "", label: "" }))),
    });
    const query = ({ name }: { name: string }) => Promise.resolve(this.#statuses[name === "camera" ? "video" : "audio"]);
    const browser = this; // eslint-disable-line @typescript-eslint/no-this-alias -- the getter below belongs to the navigator
    const navigator = {
      mediaDevices,
      permissions: { query },
      get maxTouchPoints() {
        return browser.touchPoints;
      },
    };
    vi.stubGlobal("navigator", navigator);
    vi.stubGlobal("MediaStream", FakeDeviceStream);
    return this;
  }

  /** Somebody pulls a device out, or plugs it in. */
  change(...devices: FakeDevice[]): void {
    const gone = this.devices.filter((device) => !devices.includes(device));
    this.devices = devices;
    for (const track of this.opened.filter((each) => gone.includes(each.device) && each.readyState === "live")) {
      track.readyState = "ended";
      track.dispatchEvent(new Event("ended"));
    }
    this.#target.dispatchEvent(new Event("devicechange"));
  }

  allow(kind: Kind): void {
    this.permissions[kind] = "granted";
    this.errors[kind] = undefined;
    this.#statuses[kind].dispatchEvent(new Event("change"));
  }

  async #open(constraints: MediaStreamConstraints): Promise<FakeDeviceStream> {
    this.asked.push(constraints);
    await this.question;
    const kinds = (["audio", "video"] as const).filter((kind) => constraints[kind] !== undefined);
    for (const kind of kinds) {
      const error = this.errors[kind];
      if (error !== undefined) throw new DOMException(error.message ?? "No.", error.name);
    }
    const tracks = kinds.map((kind) => new FakeDeviceTrack(this.#choose(kind, constraints[kind] as MediaTrackConstraints)));
    this.labelled = true;
    this.opened.push(...tracks);
    return new FakeDeviceStream(tracks);
  }

  #choose(kind: Kind, { deviceId, facingMode }: MediaTrackConstraints): FakeDevice {
    const all = this.devices.filter((device) => device.kind === `${kind}input`);
    if (all.length === 0) throw new DOMException("None.", "NotFoundError");
    const { exact, ideal } = (deviceId ?? {}) as { exact?: string; ideal?: string };
    const facing = (facingMode as { exact?: string } | undefined)?.exact;
    const fitting = all.filter(
      (device) => (exact === undefined || device.deviceId === exact) && (facing === undefined || device.facingMode === facing),
    );
    const chosen = fitting.find((device) => device.deviceId === ideal) ?? fitting[0];
    if (chosen === undefined) throw new DOMException("None fits.", "OverconstrainedError");
    return chosen;
  }
}
