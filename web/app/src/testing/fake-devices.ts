import { CallError, TypedEventTarget, type DeviceChoices, type DeviceView, type LocalDevicesEvents, type MediaErrorCode } from "@duet/sdk";
import type { DevicesView } from "../controllers/device-controller.js";
import { fakeTrack } from "./fake-media.js";

export const closed: DeviceView = { on: false, opening: false, track: undefined, problem: undefined, deviceId: undefined };

/** A device that is open. */
export function openDevice(kind: "audio" | "video", deviceId = `${kind}-1`): DeviceView {
  return { ...closed, on: true, track: fakeTrack(kind), deviceId };
}

/** A device that cannot be had. */
export function lackingDevice(code: MediaErrorCode): DeviceView {
  return { ...closed, problem: new CallError(code, "") };
}

/** Both open, and nothing else than these to choose from; whatever a test names instead. */
export function devicesView(values: Partial<DevicesView> = {}): DevicesView {
  return {
    camera: openDevice("video"),
    microphone: openDevice("audio"),
    cameras: [
      { deviceId: "video-1", label: "Front camera" },
      { deviceId: "video-2", label: "Desk camera" },
    ],
    microphones: [{ deviceId: "audio-1", label: "Headset" }],
    speakers: [{ deviceId: "out-1", label: "Loudspeaker" }],
    speakerId: undefined,
    canChooseSpeaker: true,
    canFlipCamera: false,
    speakerTest: "idle",
    ...values,
  };
}

/** LocalDevices whose browser is the test: what opens, and what was asked of it. */
export class FakeDevices extends TypedEventTarget<LocalDevicesEvents> {
  static instances: FakeDevices[] = [];
  /** What opens; without `wait`, at once. */
  static outcome: { camera: DeviceView; microphone: DeviceView; wait?: Promise<void> } = { camera: closed, microphone: closed };
  readonly stream = new MediaStream();
  readonly asked: unknown[][] = [];
  readonly choices: DeviceChoices;
  camera: DeviceView = closed;
  microphone: DeviceView = closed;
  readonly cameras = [];
  readonly microphones = [];
  readonly speakers = [];
  readonly speakerId = undefined;
  readonly canChooseSpeaker = true;
  readonly canFlipCamera = false;

  constructor(choices: DeviceChoices) {
    super();
    this.choices = choices;
    FakeDevices.instances.push(this);
  }

  static last(): FakeDevices {
    const devices = FakeDevices.instances.at(-1);
    if (devices === undefined) throw new Error("Nobody wants devices.");
    return devices;
  }

  async open(): Promise<void> {
    this.asked.push(["open"]);
    const { camera, microphone, wait } = FakeDevices.outcome;
    await wait;
    this.become({ camera, microphone });
  }

  retry(): Promise<void> {
    return this.open();
  }

  setCamera(on: boolean): Promise<void> {
    return this.#ask("setCamera", on);
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#ask("setMicrophone", on);
  }

  chooseCamera(id: string): Promise<void> {
    return this.#ask("chooseCamera", id);
  }

  chooseMicrophone(id: string): Promise<void> {
    return this.#ask("chooseMicrophone", id);
  }

  chooseSpeaker(id: string): void {
    void this.#ask("chooseSpeaker", id);
  }

  flipCamera(): Promise<void> {
    return this.#ask("flipCamera");
  }

  close(): void {
    for (const { track } of [this.camera, this.microphone]) track?.stop();
    this.become({ camera: closed, microphone: closed });
  }

  become(views: { readonly camera?: DeviceView; readonly microphone?: DeviceView }): void {
    Object.assign(this, views);
    this.emit("change", undefined);
  }

  #ask(...words: unknown[]): Promise<void> {
    this.asked.push(words);
    return Promise.resolve();
  }
}

/** A meter whose level the test sets. */
export class FakeMeter extends TypedEventTarget<{ level: number }> {
  readonly followed: unknown[] = [];
  level = 0;

  follow(track: unknown): void {
    this.followed.push(track);
  }

  hear(level: number): void {
    this.level = level;
    this.emit("level", level);
  }
}
