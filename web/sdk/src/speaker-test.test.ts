import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { testSpeaker } from "./speaker-test.js";
import { FakeAudioContext } from "./testing/fake-audio-context.js";

/** An audio element that knows one speaker. */
class FakeAudio {
  static last: FakeAudio | undefined;
  srcObject: unknown;
  sinkId = "";
  playing = false;

  constructor() {
    FakeAudio.last = this;
  }

  setSinkId(id: string): Promise<void> {
    if (id !== "out-1") return Promise.reject(new DOMException("No.", "NotFoundError"));
    this.sinkId = id;
    return Promise.resolve();
  }

  play(): Promise<void> {
    this.playing = true;
    return Promise.resolve();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeAudioContext.instances = [];
  FakeAudio.last = undefined;
  vi.stubGlobal("AudioContext", FakeAudioContext);
  vi.stubGlobal("Audio", FakeAudio);
});

afterEach(() => {
  vi.useRealTimers();
});

it("plays three rising notes on the system's speaker, and is over when they have faded", async () => {
  const done = vi.fn();
  const playing = testSpeaker().then(done);
  await vi.advanceTimersByTimeAsync(1_000);
  const { notes } = FakeAudioContext.last();
  expect(notes.map(({ frequency }) => frequency)).toEqual([...notes.map(({ frequency }) => frequency)].sort((one, other) => one - other));
  expect([notes.length, done.mock.calls.length, FakeAudio.last]).toEqual([3, 0, undefined]);
  await vi.advanceTimersByTimeAsync(1_000);
  await playing;
  expect([done.mock.calls.length, FakeAudioContext.last().state]).toEqual([1, "closed"]);
});

it("plays on the speaker that was chosen", async () => {
  const playing = testSpeaker("out-1");
  await vi.advanceTimersByTimeAsync(2_000);
  await playing;
  expect([FakeAudio.last?.sinkId, FakeAudio.last?.playing]).toEqual(["out-1", true]);
  expect(FakeAudio.last?.srcObject).toBe(FakeAudioContext.last().streams[0]?.stream);
});

it("fails where that speaker is gone, and leaves nothing open", async () => {
  await expect(testSpeaker("gone")).rejects.toMatchObject({ code: "media-failed" });
  expect(FakeAudioContext.last().state).toBe("closed");
});

it("ends at once when nobody listens any more", async () => {
  const abort = new AbortController();
  const playing = expect(testSpeaker(undefined, abort.signal)).rejects.toMatchObject({ code: "aborted" });
  await vi.advanceTimersByTimeAsync(100);
  abort.abort();
  await playing;
  expect(FakeAudioContext.last().state).toBe("closed");
});
