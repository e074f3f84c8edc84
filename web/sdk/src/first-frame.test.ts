import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FirstFrame } from "./first-frame.js";
import { FakeTrack } from "./testing/fake-media-stream.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { statsOf } from "./testing/fake-stats.js";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function watch(kind: string): { peer: FakePeerConnection; track: FakeTrack; frame: FirstFrame; told: ReturnType<typeof vi.fn> } {
  const peer = new FakePeerConnection();
  const told = vi.fn();
  const frame = new FirstFrame(peer.asPeer(), told);
  const track = new FakeTrack(kind);
  frame.expect(track as unknown as MediaStreamTrack);
  return { peer, track, frame, told };
}

const decoded = (framesDecoded: number) => statsOf({ id: "IT01", type: "inbound-rtp", kind: "video", framesDecoded });

describe("the first frame", () => {
  it("is told once, when the packets of the picture have become one", async () => {
    const { peer, track, told } = watch("video");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(peer.statsReads).toBe(0);
    track.dispatchEvent(new Event("unmute"));
    peer.stats = decoded(0);
    await vi.advanceTimersByTimeAsync(120);
    expect(told).not.toHaveBeenCalled();
    peer.stats = decoded(2);
    await vi.advanceTimersByTimeAsync(50);
    track.dispatchEvent(new Event("unmute"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toHaveBeenCalledOnce();
  });

  it("is not looked for in sound", () => {
    const { peer, track } = watch("audio");
    track.dispatchEvent(new Event("unmute"));
    expect(peer.statsReads).toBe(0);
  });

  it("is not told after the end", async () => {
    const { peer, track, frame, told } = watch("video");
    track.dispatchEvent(new Event("unmute"));
    peer.stats = decoded(1);
    frame.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).not.toHaveBeenCalled();
  });

  it("is looked for until the browser says something", async () => {
    const { peer, track, told } = watch("video");
    vi.spyOn(peer, "getStats").mockRejectedValueOnce(new DOMException("Not now.", "InvalidStateError"));
    peer.stats = decoded(1);
    track.dispatchEvent(new Event("unmute"));
    await vi.advanceTimersByTimeAsync(50);
    expect(told).toHaveBeenCalledOnce();
  });
});
