import type { MicrophoneMeter } from "@duet/sdk";
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** How long the words stay after one has stopped to talk, in milliseconds. */
const lingerMilliseconds = 4_000;

/** How long a microphone may be silent from its first moment on before it is suspicious, in milliseconds. */
const silentMilliseconds = 8_000;

/** What the hints depend on besides the sound. */
export interface MicrophoneUse {
  /** Somebody could hear it. */
  readonly inCall: boolean;
  readonly microphone: "on" | "off" | "none";
}

/** Notices that one talks while muted, and that a microphone which should be heard gives no sound. */
export class MicrophoneHintController implements ReactiveController {
  hint: "muted" | "silent" | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #meter: MicrophoneMeter;
  readonly #use: () => MicrophoneUse;
  #heard = false;
  #onSince: number | undefined;
  #linger: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, meter: MicrophoneMeter, use: () => MicrophoneUse) {
    this.#host = host;
    this.#meter = meter;
    this.#use = use;
    host.addController(this);
  }

  hostConnected(): void {
    this.#meter.addEventListener("level", this.#onLevel);
    this.#meter.addEventListener("speakingchange", this.#onSpeaking);
  }

  hostDisconnected(): void {
    this.#meter.removeEventListener("level", this.#onLevel);
    this.#meter.removeEventListener("speakingchange", this.#onSpeaking);
    this.#set(undefined);
  }

  /** The microphone was switched, or the call is over: what was said is not true any more. */
  hostUpdate(): void {
    const { inCall, microphone } = this.#use();
    if (this.hint === "muted" && (!inCall || microphone !== "off")) this.#set(undefined);
    if (this.hint === "silent" && (!inCall || microphone !== "on")) this.#set(undefined);
  }

  readonly #onSpeaking = ({ detail: speaking }: CustomEvent<boolean>): void => {
    const { inCall, microphone } = this.#use();
    if (!inCall || microphone !== "off") return;
    clearTimeout(this.#linger);
    if (speaking) this.#set("muted");
    else if (this.hint === "muted") {
      this.#linger = setTimeout(() => {
        this.#set(undefined);
      }, lingerMilliseconds);
    }
  };

  /** Once it was heard, it is in order: a microphone that leaves out the pauses is silent, too. */
  readonly #onLevel = (): void => {
    const { inCall, microphone } = this.#use();
    const now = performance.now();
    if (this.#meter.silentSince === undefined && microphone !== "none") this.#heard = true;
    if (microphone === "none") this.#heard = false;
    if (!inCall || microphone !== "on" || this.#heard) {
      this.#onSince = undefined;
      if (this.hint === "silent") this.#set(undefined);
      return;
    }
    this.#onSince ??= now;
    if (now - this.#onSince >= silentMilliseconds) this.#set("silent");
  };

  #set(hint: "muted" | "silent" | undefined): void {
    if (hint === this.hint) return;
    clearTimeout(this.#linger);
    this.hint = hint;
    this.#host.requestUpdate();
  }
}
