import { CallError } from "./call-error.js";
import { constraintsFacing, constraintsFor, plainConstraints } from "./device-constraints.js";
import { findChosen, type DeviceChoice } from "./device-choices.js";
import type { DeviceKind } from "./media-error.js";
import type { Opened } from "./open-tracks.js";

/** How one of the two stands. */
export interface DeviceView {
  /** It is open, and the other may see or hear it. */
  readonly on: boolean;
  /** It is being opened; the browser may be asking the person. */
  readonly opening: boolean;
  /** While the device is open, and for a microphone also while it is switched off. */
  readonly track: MediaStreamTrack | undefined;
  /** Why there is no track; with a track, `media-replaced`: it is not the chosen device's, or `media-busy`: something else has the device for now. */
  readonly problem: CallError | undefined;
  /** Of the device that is open, otherwise of the one that was chosen. */
  readonly deviceId: string | undefined;
}

/** How long a device may give nothing before it is called taken, in milliseconds: some pause for a moment while they are set up. */
const pauseMilliseconds = 1_000;

/** One camera or microphone at a time: which one is wanted, which one is had, and why not. */
export class LocalDevice {
  readonly kind: DeviceKind;
  /** The person wants it on. */
  wanted: boolean;
  choice: DeviceChoice | undefined;
  /** Until the next camera is open: the way that it shall look. */
  facing: VideoFacingModeEnum | undefined;
  readonly #lost: (device: LocalDevice) => void;
  readonly #changed: () => void;
  #isTaken = false;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #track: MediaStreamTrack | undefined;
  #problem: CallError | undefined;
  #opening = false;
  #turn = 0;

  /**
   * `lost` is called when an open device ends by itself: unplugged, or taken back by person or system. `changed` is called when the system has
   * given it to something else, such as a phone call, and when it is there again.
   */
  constructor(
    kind: DeviceKind,
    { wanted, choice }: { readonly wanted: boolean; readonly choice: DeviceChoice | undefined },
    { lost, changed }: { readonly lost: (device: LocalDevice) => void; readonly changed: () => void },
  ) {
    this.kind = kind;
    this.wanted = wanted;
    this.choice = choice;
    this.#lost = lost;
    this.#changed = changed;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  get problem(): CallError | undefined {
    if (this.#isTaken) return new CallError("media-busy", "The system has given the device to something else.");
    return this.#problem;
  }

  /** Its track is there, and gives nothing until the device is given back, or opened anew. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  get opening(): boolean {
    return this.#opening;
  }

  /** The track's own id and label. */
  get current(): DeviceChoice | undefined {
    if (this.#track === undefined) return undefined;
    return { deviceId: this.#track.getSettings().deviceId ?? "", label: this.#track.label };
  }

  /** A fresh object each time, so that two views can be compared. */
  view(): DeviceView {
    const deviceId = this.current?.deviceId ?? this.choice?.deviceId;
    const on = this.wanted && this.#track !== undefined && !this.#isTaken;
    return { on, opening: this.#opening, track: this.#track, problem: this.problem, deviceId };
  }

  /** What to ask the browser for; without labels in the list, the choice can only be a hint. */
  wish(listed: readonly DeviceChoice[]): MediaTrackConstraints {
    if (this.facing !== undefined) return constraintsFacing(this.facing);
    if (this.choice === undefined) return plainConstraints[this.kind];
    const found = findChosen(listed, this.choice);
    if (found !== undefined) return constraintsFor(this.kind, found.deviceId, true);
    return listed.length === 0 ? constraintsFor(this.kind, this.choice.deviceId, false) : plainConstraints[this.kind];
  }

  /** Begins to open; what this returns belongs to `settle`. */
  begin(): number {
    this.#opening = true;
    this.#turn += 1;
    return this.#turn;
  }

  /** Takes what was opened, unless something else was begun meanwhile; then it is closed again. */
  settle(turn: number, { track, problem }: Opened): void {
    if (turn !== this.#turn) {
      track?.stop();
      return;
    }
    this.#stop();
    this.#opening = false;
    this.#track = track;
    this.#problem = problem;
    if (track === undefined) return;
    track.enabled = this.wanted;
    track.addEventListener("ended", () => {
      if (this.#track === track) this.#lost(this);
    });
    this.#watchPauses(track);
    this.#compare();
  }

  /** Ends the device, and whatever is being opened. */
  release(): void {
    this.#turn += 1;
    this.#opening = false;
    this.#stop();
    this.#problem = undefined;
  }

  /** Stops the device while its track stays where it is: phones have one camera open at a time. */
  pause(): void {
    this.#track?.stop();
  }

  #stop(): void {
    this.#track?.stop();
    this.#track = undefined;
    clearTimeout(this.#pause);
    this.#isTaken = false;
  }

  #watchPauses(track: MediaStreamTrack): void {
    track.addEventListener("mute", () => {
      if (this.#track !== track) return;
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => {
        this.#isTaken = true;
        this.#changed();
      }, pauseMilliseconds);
    });
    track.addEventListener("unmute", () => {
      if (this.#track !== track) return;
      clearTimeout(this.#pause);
      this.#isTaken = false;
      this.#changed();
    });
  }

  /** Whoever turned the camera has chosen the one that it became. */
  #compare(): void {
    if (this.facing !== undefined) this.choice = this.current;
    this.facing = undefined;
    const { current, choice } = this;
    if (current === undefined || choice === undefined || findChosen([current], choice) !== undefined) return;
    this.#problem = new CallError("media-replaced", `${choice.label} is not to be had; ${current.label} is used.`);
  }
}
