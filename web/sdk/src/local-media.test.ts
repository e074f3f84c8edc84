import { describe, expect, it, vi } from "vitest";
import { openLocalMedia, stopMedia } from "./local-media.js";
import { FakeMediaStream } from "./testing/fake-media-stream.js";

type Outcome = string | undefined;

/** A browser whose devices fail with these DOMException names; what was asked for is kept. */
function browser(outcomes: { both?: Outcome; video?: Outcome; audio?: Outcome }, granted: string[] = []) {
  const asked: string[] = [];
  const getUserMedia = (constraints: MediaStreamConstraints) => {
    const kinds = Object.keys(constraints).sort();
    const which = kinds.length === 2 ? "both" : (kinds[0] as "audio" | "video");
    asked.push(which);
    const name = outcomes[which];
    return name === undefined ? Promise.resolve(FakeMediaStream.of(...kinds)) : Promise.reject(new DOMException("No.", name));
  };
  const query = ({ name }: { name: string }) => Promise.resolve({ state: granted.includes(name) ? "granted" : "denied" });
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia }, permissions: { query } });
  vi.stubGlobal("MediaStream", FakeMediaStream);
  return asked;
}

async function opened(): Promise<{ kinds: string[] | undefined; problem: string | undefined }> {
  const { stream, problem } = await openLocalMedia();
  return { kinds: stream?.getTracks().map(({ kind }) => kind), problem: problem?.code };
}

describe("openLocalMedia", () => {
  it("opens both, and has no problem then", async () => {
    const asked = browser({});
    expect(await opened()).toEqual({ kinds: ["audio", "video"], problem: undefined });
    expect(asked).toEqual(["both"]);
  });

  it("takes the camera alone where there is no microphone", async () => {
    browser({ both: "NotFoundError", audio: "NotFoundError" });
    expect(await opened()).toEqual({ kinds: ["video"], problem: "media-missing" });
  });

  it("takes the microphone alone where the camera is taken", async () => {
    const asked = browser({ both: "NotReadableError", video: "NotReadableError" });
    expect(await opened()).toEqual({ kinds: ["audio"], problem: "media-busy" });
    expect(asked).toEqual(["both", "video", "audio"]);
  });

  it.each([
    ["NotAllowedError", "media-refused"],
    ["SecurityError", "media-refused"],
    ["NotFoundError", "media-missing"],
    ["OverconstrainedError", "media-overconstrained"],
    ["NotReadableError", "media-busy"],
    ["AbortError", "media-failed"],
    ["SomethingNewError", "media-failed"],
  ])("tells %s as %s when nothing can be had", async (name, problem) => {
    browser({ both: name, video: name, audio: name });
    expect(await opened()).toEqual({ kinds: undefined, problem });
  });

  it("does not ask a second time someone who said no", async () => {
    const asked = browser({ both: "NotAllowedError" });
    expect(await opened()).toEqual({ kinds: undefined, problem: "media-refused" });
    expect(asked).toEqual(["both"]);
  });

  it("takes the device that stays allowed when only the other is blocked", async () => {
    const asked = browser({ both: "NotAllowedError" }, ["microphone"]);
    expect(await opened()).toEqual({ kinds: ["audio"], problem: "media-refused" });
    expect(asked).toEqual(["both", "audio"]);
  });

  it("does without an answer where the browser knows no permissions", async () => {
    browser({ both: "NotAllowedError" });
    vi.stubGlobal("navigator", { mediaDevices: navigator.mediaDevices });
    expect(await opened()).toEqual({ kinds: undefined, problem: "media-refused" });
  });

  it("says what a page without HTTPS lacks", async () => {
    vi.stubGlobal("navigator", {});
    expect(await opened()).toEqual({ kinds: undefined, problem: "media-insecure" });
  });

  it("closes at once what opens after an abort, and tries nothing else", async () => {
    const media = FakeMediaStream.of("audio", "video");
    const getUserMedia = vi.fn(() => Promise.resolve(media));
    vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
    const abort = new AbortController();
    const opening = openLocalMedia(abort.signal);
    abort.abort();
    expect((await opening).stream).toBeUndefined();
    expect(media.tracks.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
    expect(getUserMedia).toHaveBeenCalledTimes(1);
  });
});

describe("stopMedia", () => {
  it("ends every track, and takes nothing for an answer", () => {
    const media = FakeMediaStream.of("audio", "video");
    stopMedia(media.asStream());
    stopMedia(undefined);
    expect(media.tracks.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
  });
});
