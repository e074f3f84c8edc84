import type { CallErrorCode } from "./call-error.js";
import { findChosen, type DeviceChoice, type DeviceChoices } from "./device-choices.js";
import { plainConstraints } from "./device-constraints.js";
import { listDevices, noDevices, type DeviceList } from "./device-list.js";
import { LocalDevice, type DeviceView } from "./local-device.js";
import { watchPermission } from "./media-error.js";
import { openTracks, type OpenedTracks, type Wishes } from "./open-tracks.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface LocalDevicesEvents {
  /** Something about the devices differs: a view, a list, a choice, a track of the stream. */
  change: undefined;
}

/** After these, another device of the kind may do. */
const replaceable: readonly (CallErrorCode | undefined)[] = ["media-overconstrained", "media-missing", "media-busy"];

/** Camera, microphone and speaker of one person: opens and closes them, follows what is plugged in and pulled out. Knows nothing of calls. */
export class LocalDevices extends TypedEventTarget<LocalDevicesEvents> {
  /** One object for life, whose tracks come and go; `change` tells. */
  readonly stream = new MediaStream();
  readonly #camera: LocalDevice;
  readonly #microphone: LocalDevice;
  #speaker: DeviceChoice | undefined;
  #list: DeviceList = noDevices;
  #watch: AbortController | undefined;

  /** `choices`: what was remembered of the time before. */
  constructor(choices: DeviceChoices = { cameraOn: true, microphoneOn: true }) {
    super();
    const lost = (device: LocalDevice) => {
      void this.#replace(device);
    };
    const changed = () => {
      this.#tell();
    };
    this.#camera = new LocalDevice("video", { wanted: choices.cameraOn, choice: choices.camera }, { lost, changed });
    this.#microphone = new LocalDevice("audio", { wanted: choices.microphoneOn, choice: choices.microphone }, { lost, changed });
    this.#speaker = choices.speaker;
  }

  get camera(): DeviceView {
    return this.#camera.view();
  }

  get microphone(): DeviceView {
    return this.#microphone.view();
  }

  get cameras(): readonly MediaDeviceInfo[] {
    return this.#list.cameras;
  }

  get microphones(): readonly MediaDeviceInfo[] {
    return this.#list.microphones;
  }

  get speakers(): readonly MediaDeviceInfo[] {
    return this.#list.speakers;
  }

  /** For `setSinkId`; `undefined` while the system's own choice is used. */
  get speakerId(): string | undefined {
    return findChosen(this.#list.speakers, this.#speaker)?.deviceId;
  }

  get canChooseSpeaker(): boolean {
    return "setSinkId" in HTMLMediaElement.prototype;
  }

  /** Whether there is a camera on the other side of what is held in the hand. */
  get canFlipCamera(): boolean {
    return navigator.maxTouchPoints > 0 && this.#list.cameras.length > 1;
  }

  /** To be remembered, and handed to the next `LocalDevices`. */
  get choices(): DeviceChoices {
    return {
      cameraOn: this.#camera.wanted,
      microphoneOn: this.#microphone.wanted,
      ...(this.#camera.choice === undefined ? {} : { camera: this.#camera.choice }),
      ...(this.#microphone.choice === undefined ? {} : { microphone: this.#microphone.choice }),
      ...(this.#speaker === undefined ? {} : { speaker: this.#speaker }),
    };
  }

  /**
   * Opens what is wanted and not open yet, or taken by something else: both, or what can be had. Never throws, the problems are in the views. A camera that is switched off
   * stays closed; a microphone that is switched off is opened mute.
   */
  async open(signal?: AbortSignal): Promise<void> {
    this.#startWatch();
    const wanted = [this.#camera, this.#microphone].filter(
      (device) => !device.opening && (device.track === undefined || device.isTaken) && this.#isOpened(device),
    );
    await this.#open(wanted, signal);
  }

  /** The same once more, after a failure. */
  retry(): Promise<void> {
    return this.open();
  }

  /** Off, the device stays open, so that one who talks while muted can be told. */
  async setMicrophone(on: boolean): Promise<void> {
    const microphone = this.#microphone;
    microphone.wanted = on;
    if (microphone.track !== undefined) microphone.track.enabled = on;
    else if (on && !microphone.opening) return this.#open([microphone]);
    this.#tell();
  }

  /** Off, the device is closed, and its light goes out. */
  async setCamera(on: boolean): Promise<void> {
    this.#camera.wanted = on;
    if (!on) this.#camera.release();
    else if (this.#camera.track === undefined && !this.#camera.opening) return this.#open([this.#camera]);
    this.#tell();
  }

  chooseCamera(id: string): Promise<void> {
    return this.#choose(this.#camera, id, this.#list.cameras);
  }

  chooseMicrophone(id: string): Promise<void> {
    return this.#choose(this.#microphone, id, this.#list.microphones);
  }

  /** An empty id is the system's own choice. */
  chooseSpeaker(id: string): void {
    const chosen = this.#list.speakers.find(({ deviceId }) => deviceId === id);
    if (chosen !== undefined) this.#speaker = { deviceId: chosen.deviceId, label: chosen.label };
    else if (id === "") this.#speaker = undefined;
    this.#tell();
  }

  /** From the camera that looks at the person to the one that looks away, and back. */
  async flipCamera(): Promise<void> {
    const { cameras } = this.#list;
    const facing = this.#camera.track?.getSettings().facingMode;
    if (facing === undefined) {
      const index = cameras.findIndex(({ deviceId }) => deviceId === this.#camera.current?.deviceId);
      const next = cameras[(index + 1) % cameras.length];
      return next === undefined ? undefined : this.chooseCamera(next.deviceId);
    }
    this.#camera.facing = facing === "environment" ? "user" : "environment";
    this.#camera.pause();
    await this.#open([this.#camera]);
  }

  /** Closes everything; `open()` begins anew, with the same choices. */
  close(): void {
    this.#watch?.abort();
    this.#watch = undefined;
    for (const device of [this.#camera, this.#microphone]) device.release();
    this.#tell();
  }

  /** Whether it is open while all is well. */
  #isOpened(device: LocalDevice): boolean {
    return device === this.#microphone || device.wanted;
  }

  async #choose(device: LocalDevice, id: string, listed: readonly MediaDeviceInfo[]): Promise<void> {
    const chosen = listed.find(({ deviceId }) => deviceId === id);
    if (chosen === undefined) return;
    device.choice = { deviceId: chosen.deviceId, label: chosen.label };
    device.facing = undefined;
    if (this.#watch === undefined || !this.#isOpened(device)) {
      this.#tell();
      return;
    }
    if (device === this.#camera) device.pause();
    await this.#open([device]);
  }

  async #open(devices: readonly LocalDevice[], signal?: AbortSignal): Promise<void> {
    if (devices.length === 0) return;
    const turns = devices.map((device) => device.begin());
    this.#tell();
    if (devices.some(({ choice }) => choice !== undefined)) this.#list = await listDevices();
    const opened = await this.#openOrReplace(devices, signal);
    devices.forEach((device, index) => {
      const result = opened[device.kind];
      if (result !== undefined) device.settle(turns[index] ?? 0, result);
    });
    this.#tell();
    await this.#readList();
    await this.#correct(devices, signal);
  }

  async #openOrReplace(devices: readonly LocalDevice[], signal?: AbortSignal): Promise<OpenedTracks> {
    const wishes: Wishes = Object.fromEntries(devices.map((device) => [device.kind, device.wish(this.#listOf(device))]));
    const opened = await openTracks(wishes, signal);
    for (const { kind } of devices) {
      const isPlain = wishes[kind] === plainConstraints[kind];
      if (isPlain || !replaceable.includes(opened[kind]?.problem?.code)) continue;
      Object.assign(opened, await openTracks({ [kind]: plainConstraints[kind] }, signal));
    }
    return opened;
  }

  /** Some browsers give devices new ids each time, and their labels only now: the chosen one may be there after all. */
  async #correct(devices: readonly LocalDevice[], signal?: AbortSignal): Promise<void> {
    for (const device of devices) {
      if (device.problem?.code !== "media-replaced" || device.opening) continue;
      const chosen = findChosen(this.#listOf(device), device.choice);
      if (chosen === undefined || chosen.deviceId === device.choice?.deviceId) continue;
      device.choice = { deviceId: chosen.deviceId, label: chosen.label }; // by this id it is asked for once, not for ever
      await this.#open([device], signal);
    }
  }

  /** The device is gone: another one, if there is one. */
  async #replace(device: LocalDevice): Promise<void> {
    device.choice ??= device.current;
    await this.#open([device]);
  }

  /** Until `close()`: what is plugged in, pulled out, or allowed at last. */
  #startWatch(): void {
    if (this.#watch !== undefined) return;
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    const follow = () => {
      void this.#followList(signal);
    };
    // Missing without HTTPS, whatever the DOM's types say.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    devices?.addEventListener("devicechange", follow, { signal });
    const page = typeof document === "undefined" ? undefined : document;
    page?.addEventListener(
      "visibilitychange",
      () => {
        // What was taken while the page was away, as by a phone call, is not always given back.
        if (page.visibilityState === "visible" && (this.#camera.isTaken || this.#microphone.isTaken)) void this.open(signal);
      },
      { signal },
    );
    for (const device of [this.#camera, this.#microphone]) {
      const reopen = () => {
        if (isRefused(device) && this.#isOpened(device)) void this.#open([device], signal);
      };
      void watchPermission(device.kind, reopen, signal);
    }
  }

  async #followList(signal: AbortSignal): Promise<void> {
    await this.#readList();
    if (signal.aborted) return;
    await this.#open([this.#camera, this.#microphone].filter((device) => !device.opening && this.#hasComeBack(device)));
  }

  /** What was missing, or the chosen one that another stood in for. */
  #hasComeBack(device: LocalDevice): boolean {
    const listed = this.#listOf(device);
    if (device.problem?.code === "media-replaced") return findChosen(listed, device.choice) !== undefined;
    return this.#isOpened(device) && device.problem?.code === "media-missing" && listed.length > 0;
  }

  async #readList(): Promise<void> {
    this.#list = await listDevices();
    this.#tell();
  }

  #listOf({ kind }: LocalDevice): readonly MediaDeviceInfo[] {
    return kind === "video" ? this.#list.cameras : this.#list.microphones;
  }

  #tell(): void {
    const tracks = [this.#camera.track, this.#microphone.track].filter((track) => track !== undefined);
    for (const track of this.stream.getTracks()) if (!tracks.includes(track)) this.stream.removeTrack(track);
    for (const track of tracks) this.stream.addTrack(track);
    this.emit("change", undefined);
  }
}

function isRefused({ problem }: LocalDevice): boolean {
  return problem?.code === "media-refused" || problem?.code === "media-dismissed";
}
