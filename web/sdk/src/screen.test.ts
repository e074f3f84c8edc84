import { describe, expect, it, vi } from "vitest";
import { canShareScreen, openScreen } from "./screen.js";
import { FakeMediaStream } from "./testing/fake-media-stream.js";

function withDevices(mediaDevices: object | undefined): void {
  vi.stubGlobal("navigator", { mediaDevices });
}

describe("openScreen", () => {
  it("asks for sound, the whole system's and another tab's too, and not for the page itself", async () => {
    const stream = FakeMediaStream.of("video", "audio");
    const getDisplayMedia = vi.fn(() => Promise.resolve(stream));
    withDevices({ getDisplayMedia });
    expect(await openScreen()).toBe(stream);
    expect(getDisplayMedia).toHaveBeenCalledWith(
      expect.objectContaining({
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, restrictOwnAudio: true },
        systemAudio: "include",
        surfaceSwitching: "include",
        selfBrowserSurface: "exclude",
      }),
    );
  });

  it.each([
    ["NotAllowedError", "media-refused"],
    ["SecurityError", "media-refused"],
    ["NotFoundError", "media-missing"],
    ["NotReadableError", "media-busy"],
    ["InvalidStateError", "media-failed"],
    ["AbortError", "media-failed"],
  ])("turns %s into %s", async (name, code) => {
    const cause = new DOMException("no", name);
    withDevices({ getDisplayMedia: () => Promise.reject(cause) });
    await expect(openScreen()).rejects.toMatchObject({ name: "CallError", code, cause });
  });

  it("says that the page is insecure", async () => {
    withDevices(undefined);
    await expect(openScreen()).rejects.toMatchObject({ code: "media-insecure" });
  });

  it("says that a phone cannot", async () => {
    withDevices({});
    await expect(openScreen()).rejects.toMatchObject({ code: "media-missing" });
  });
});

it("knows beforehand whether there is something to offer", () => {
  const seen = [undefined, {}, { getDisplayMedia: vi.fn() }].map((devices) => {
    withDevices(devices);
    return canShareScreen();
  });
  expect(seen).toEqual([false, false, true]);
});
