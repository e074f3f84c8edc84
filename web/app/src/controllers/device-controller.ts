import { LocalDevices, MicrophoneMeter, testSpeaker, type DeviceChoice, type DeviceView } from "@duet/sdk";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { recallChoices, rememberChoices } from "../device-memory.js";

export type SpeakerTest = "idle" | "playing" | "failed";

/** How the devices stand, for elements: a fresh object with each change. */
export interface DevicesView {
  readonly camera: DeviceView;
  readonly microphone: DeviceView;
  readonly cameras: readonly DeviceChoice[];
  readonly microphones: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
  /** For `setSinkId`; `undefined` for the system's own. */
  readonly speakerId: string | undefined;
  readonly canChooseSpeaker: boolean;
  readonly canFlipCamera: boolean;
  readonly speakerTest: SpeakerTest;
}

/** Stands between the elements and the devices: says how they stand, does what is asked, and remembers it for the next time. */
export class DeviceController implements ReactiveController {
  /** For a call: what the other shall see and hear. */
  readonly devices = new LocalDevices(recallChoices());
  readonly meter = new MicrophoneMeter();
  view: DevicesView;

  readonly #host: ReactiveControllerHost;
  #speakerTest: SpeakerTest = "idle";
  #testing: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.view = this.#read();
    this.devices.addEventListener("change", () => {
      this.meter.follow(this.devices.microphone.track);
      this.#show();
    });
    host.addController(this);
  }

  get stream(): MediaStream {
    return this.devices.stream;
  }

  hostDisconnected(): void {
    this.close();
  }

  open(): void {
    void this.devices.open();
  }

  retry(): void {
    void this.devices.retry();
  }

  close(): void {
    this.#testing?.abort();
    this.devices.close();
  }

  /** Off when it is on or about to be; otherwise on, which tries again what failed. */
  toggleCamera(): void {
    const { on, opening } = this.devices.camera;
    this.setCamera(!on && !opening);
  }

  toggleMicrophone(): void {
    const { on, opening } = this.devices.microphone;
    this.setMicrophone(!on && !opening);
  }

  setCamera(on: boolean): void {
    this.#do(this.devices.setCamera(on));
  }

  setMicrophone(on: boolean): void {
    this.#do(this.devices.setMicrophone(on));
  }

  chooseCamera(id: string): void {
    this.#do(this.devices.chooseCamera(id));
  }

  chooseMicrophone(id: string): void {
    this.#do(this.devices.chooseMicrophone(id));
  }

  flipCamera(): void {
    this.#do(this.devices.flipCamera());
  }

  /** An empty id is the system's own choice. */
  chooseSpeaker(id: string): void {
    this.devices.chooseSpeaker(id);
    rememberChoices(this.devices.choices);
    this.#speakerTest = "idle";
    this.#show();
  }

  /** Plays a chime; once more from its beginning when one is playing. */
  async testSpeaker(): Promise<void> {
    this.#testing?.abort();
    const testing = new AbortController();
    this.#testing = testing;
    this.#setSpeakerTest("playing");
    try {
      await testSpeaker(this.devices.speakerId, testing.signal);
      if (this.#testing === testing) this.#setSpeakerTest("idle");
    } catch {
      if (this.#testing === testing) this.#setSpeakerTest(testing.signal.aborted ? "idle" : "failed");
    }
  }

  /** What the person does is remembered when it is done; what happens by itself is not. */
  #do(work: Promise<void>): void {
    rememberChoices(this.devices.choices);
    void work.then(() => {
      rememberChoices(this.devices.choices);
    });
  }

  #setSpeakerTest(state: SpeakerTest): void {
    this.#speakerTest = state;
    this.#show();
  }

  #show(): void {
    this.view = this.#read();
    this.#host.requestUpdate();
  }

  #read(): DevicesView {
    const { camera, microphone, cameras, microphones, speakers, speakerId, canChooseSpeaker, canFlipCamera } = this.devices;
    return {
      camera,
      microphone,
      cameras,
      microphones,
      speakers,
      speakerId,
      canChooseSpeaker,
      canFlipCamera,
      speakerTest: this.#speakerTest,
    };
  }
}
