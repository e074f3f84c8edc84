import { expect, it } from "vitest";
import { firstScale, limitSending, type SentContent } from "./sending-limits.js";
import { FakeSender } from "./testing/fake-media-peer.js";

async function limited(content: SentContent, sender = new FakeSender(null)): Promise<FakeSender["parameters"]> {
  await limitSending(sender as unknown as RTCRtpSender, content);
  return sender.parameters;
}

it("gives the sound the right of way", async () => {
  expect(await limited("microphone")).toEqual({ encodings: [{ active: true, maxBitrate: 40_000, priority: "high" }] });
});

it("lets a face blur, but move", async () => {
  expect(await limited("camera")).toEqual({
    encodings: [{ active: true, maxBitrate: 2_000_000, scaleResolutionDownBy: 1 }],
    degradationPreference: "maintain-framerate",
  });
});

it.each([
  ["a camera that is not open yet", undefined, 4],
  ["a camera that does not tell", {}, 4],
  ["120 lines", { width: 160, height: 120 }, 1],
  ["480 lines", { width: 640, height: 480 }, 480 / 180],
  ["1080 lines", { width: 1920, height: 1080 }, 6],
  ["an upright phone", { width: 720, height: 1280 }, 4],
])("begins with small pictures: of %s", (_, settings, scale) => {
  const track = settings === undefined ? undefined : ({ getSettings: () => settings } as unknown as MediaStreamTrack);
  expect(firstScale(track)).toBeCloseTo(scale);
});

it("lets letters stand still, but be read", async () => {
  expect(await limited("text")).toMatchObject({ degradationPreference: "maintain-resolution" });
});

it("leaves a browser alone that cannot be limited", async () => {
  const sender = new FakeSender(null);
  sender.setParameters = () => Promise.reject(new DOMException("no", "InvalidStateError"));
  await expect(limited("camera", sender)).resolves.toEqual({ encodings: [{ active: true }] });
});
