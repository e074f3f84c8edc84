import { CallError } from "./call-error.js";
import { abortError } from "./deadline.js";

/** Three notes of a chord, one after the other, in Hz: heard on any speaker, and nothing that one starts at. */
const notes = [523.25, 659.25, 783.99];

const secondsBetween = 0.22;
const secondsOfNote = 0.9;
const loudness = 0.18;

/**
 * Plays a short chime on a speaker, the system's own unless one is named. Fulfilled when it has faded away.
 * @throws CallError `media-failed` when it cannot be played there, or `aborted`
 */
export async function testSpeaker(speakerId?: string, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) throw abortError(signal.reason);
  const context = new AudioContext();
  try {
    const player = speakerId === undefined ? undefined : await playerOn(speakerId, context);
    await context.resume();
    await chime(context, player?.output ?? context.destination, signal);
  } catch (error) {
    throw CallError.from(error, "media-failed", "The speaker could not be tested.");
  } finally {
    await context.close();
  }
}

/** An element can be sent to a speaker in every browser that lets one choose; an `AudioContext` cannot. */
async function playerOn(speakerId: string, context: AudioContext): Promise<{ readonly output: AudioNode }> {
  const output = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = output.stream;
  await element.setSinkId(speakerId);
  await element.play();
  return { output };
}

function chime(context: AudioContext, output: AudioNode, signal?: AbortSignal): Promise<void> {
  const last = notes.map((frequency, index) => ring(context, output, frequency, context.currentTime + index * secondsBetween)).at(-1);
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(abortError(signal?.reason));
    };
    signal?.addEventListener("abort", stop);
    last?.addEventListener("ended", () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
  });
}

/** One note, struck softly and left to ring. */
function ring(context: AudioContext, output: AudioNode, frequency: number, start: number): OscillatorNode {
  const tone = context.createOscillator();
  tone.type = "triangle";
  tone.frequency.value = frequency;
  const volume = context.createGain();
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudness, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + secondsOfNote);
  tone.connect(volume).connect(output);
  tone.start(start);
  tone.stop(start + secondsOfNote);
  return tone;
}
