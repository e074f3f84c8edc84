import { TypedEventTarget } from "./typed-event-target.js";

export interface MicrophoneMeterEvents {
  /** How loud it is now, 0 to 1; about twenty times a second while there is a microphone, and 0 when there is none any more. */
  level: number;
  /** Someone began to speak, or stopped. */
  speakingchange: boolean;
}

const sampleMilliseconds = 50;

/** What is below shows as nothing, what is above as full; in dB of full scale. */
const quietest = -60;
const loudest = -12;

/** A level at which people speak, and how many samples make it speech and not a click; after as many without it, speech is over. */
const speechLevel = 0.3;
const samplesToSpeak = 3;
const samplesToStop = 12;

/** Noise of an open microphone is above; a switch on the cable, or a microphone that hears nothing, is below. In dB of full scale. */
const silence = -80;

/** Measures how loud a microphone is, also while its track is switched off: it listens to a copy, on this device and nowhere else. */
export class MicrophoneMeter extends TypedEventTarget<MicrophoneMeterEvents> {
  #level = 0;
  #speaking = false;
  #loud = 0;
  #quiet = 0;
  #silentSince: number | undefined;
  #track: MediaStreamTrack | undefined;
  #stop: (() => void) | undefined;

  get level(): number {
    return this.#level;
  }

  get speaking(): boolean {
    return this.#speaking;
  }

  /** Since when there has been no sound at all, not even noise, on the clock of `performance.now()`; `undefined` while there is some. */
  get silentSince(): number | undefined {
    return this.#silentSince;
  }

  /** Measures this track from now on, or nothing. The track itself is left as it is. */
  follow(track: MediaStreamTrack | undefined): void {
    if (track === this.#track) return;
    this.#stop?.();
    this.#stop = undefined;
    this.#track = track;
    this.#reset();
    if (track !== undefined) this.#stop = this.#listen(track);
  }

  #listen(track: MediaStreamTrack): () => void {
    const copy = track.clone();
    copy.enabled = true;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      if (context.state === "running") this.#take(decibels(samples));
    }, sampleMilliseconds);
    const wake = wakeWithFirstGesture(context);
    return () => {
      clearInterval(timer);
      wake.abort();
      copy.stop();
      void context.close();
    };
  }

  #take(loudness: number): void {
    const level = Math.min(1, Math.max(0, (loudness - quietest) / (loudest - quietest)));
    this.#level = Math.max(level, this.#level * 0.8); // falls as slowly as an eye can follow
    this.#silentSince = loudness > silence ? undefined : (this.#silentSince ?? performance.now());
    this.#followSpeech(level >= speechLevel);
    this.emit("level", this.#level);
  }

  #followSpeech(loud: boolean): void {
    this.#loud = loud ? this.#loud + 1 : 0;
    this.#quiet = loud ? 0 : this.#quiet + 1;
    if (this.#loud >= samplesToSpeak) this.#setSpeaking(true);
    if (this.#quiet >= samplesToStop) this.#setSpeaking(false);
  }

  #setSpeaking(speaking: boolean): void {
    if (speaking === this.#speaking) return;
    this.#speaking = speaking;
    this.emit("speakingchange", speaking);
  }

  #reset(): void {
    this.#level = 0;
    this.#loud = 0;
    this.#quiet = 0;
    this.#silentSince = undefined;
    this.#setSpeaking(false);
    this.emit("level", 0);
  }
}

/** Browsers start sound with a gesture of the person, unless they capture already. */
function wakeWithFirstGesture(context: AudioContext): AbortController {
  const waking = new AbortController();
  const wake = () => {
    void context.resume();
  };
  for (const gesture of ["pointerdown", "keydown"]) globalThis.addEventListener(gesture, wake, { signal: waking.signal, passive: true });
  wake();
  return waking;
}

/** The root mean square, in dB of full scale. */
function decibels(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / samples.length + Number.MIN_VALUE);
}
