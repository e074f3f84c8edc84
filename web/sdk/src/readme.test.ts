import { afterEach, beforeEach, expect, it, vi } from "vitest";
import readme from "../README.md?raw";
import * as sdk from "./index.js";
import { FakeMediaStream } from "./testing/fake-media-stream.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { FakeWebSocket } from "./testing/fake-web-socket.js";
import { joined, useFakes } from "./testing/stage.js";

const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";

interface FakeElement {
  srcObject?: unknown;
  onclick?: () => unknown;
}

beforeEach(useFakes);

afterEach(() => {
  vi.useRealTimers();
});

/** Runs the example as a page would, with what it imports and what it finds there. */
async function openPage(): Promise<Record<string, FakeElement>> {
  const elements: Record<string, FakeElement> = { "#me": {}, "#them": {}, "#join": {}, "#leave": {} };
  vi.stubGlobal("sdk", sdk);
  vi.stubGlobal("location", { hash: "#quiet-harbour" });
  vi.stubGlobal("document", {
    querySelector: (selector: string) => elements[selector],
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  const code = example.replace(/import (.*) from "@duet\/sdk";/, "const $1 = globalThis.sdk;");
  await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
  return elements;
}

it("has an example that is a whole call, in twenty lines", async () => {
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(20);
  const mine = FakeMediaStream.of("audio", "video");
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: () => Promise.resolve(mine) } });
  vi.spyOn(console, "log").mockReturnValue(undefined);
  const page = await openPage();
  const socket = FakeWebSocket.last();
  socket.open();
  await vi.advanceTimersByTimeAsync(0);

  page["#join"]?.onclick?.();
  await vi.advanceTimersByTimeAsync(0);
  socket.receive(joined);
  socket.echo();
  await vi.advanceTimersByTimeAsync(0);
  expect((page["#me"]?.srcObject as FakeMediaStream).getTracks()).toEqual(mine.getTracks());
  socket.receive({ cmd: "new-peer", remoteUid: "ben", offered: true });
  FakePeerConnection.last().receiveTrack("video");
  expect((page["#them"]?.srcObject as FakeMediaStream).getVideoTracks()).toHaveLength(1);
  socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
  expect(page["#them"]?.srcObject).toBeNull();

  page["#leave"]?.onclick?.();
  expect(socket.words.at(-1)).toBe("leave");
  expect(mine.tracks.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
});
