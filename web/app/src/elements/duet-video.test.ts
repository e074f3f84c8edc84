import { beforeEach, expect, it, vi } from "vitest";
import { fakeStream } from "../testing/fake-media.js";
import { collect, deep, mount } from "../testing/mount.js";
import "./duet-video.js";

const play = vi.fn<() => Promise<void>>();

beforeEach(() => {
  play.mockResolvedValue();
  HTMLMediaElement.prototype.play = play;
});

const videoOf = (element: Element) => deep(element, "video", HTMLVideoElement);

function showsPicture(video: HTMLVideoElement): void {
  Object.defineProperties(video, { videoWidth: { value: 640, configurable: true }, videoHeight: { value: 480, configurable: true } });
  video.dispatchEvent(new Event("resize"));
}

it("plays its stream in the page, by itself, under its name", async () => {
  const stream = fakeStream("audio", "video");
  const element = await mount("duet-video", { stream, name: "remote-video", label: "The other person" });
  const video = videoOf(element);
  expect(video.srcObject).toBe(stream);
  expect(play).toHaveBeenCalled();
  expect(video.muted).toBe(false);
  expect(video.hasAttribute("autoplay") && video.hasAttribute("playsinline")).toBe(true);
  expect(video.dataset.testid).toBe("remote-video");
  expect(video.getAttribute("aria-label")).toBe("The other person");
});

it("is silent when it is muted", async () => {
  expect(videoOf(await mount("duet-video", { muted: true })).muted).toBe(true);
});

it("lets go of the stream when it is taken away", async () => {
  const element = await mount("duet-video", { stream: fakeStream("video") });
  element.stream = undefined;
  await element.updateComplete;
  expect(videoOf(element).srcObject).toBeNull();
});

it("lets go of the stream when it leaves the page, and takes it again when it comes back", async () => {
  const stream = fakeStream("video");
  const element = await mount("duet-video", { stream });
  element.remove();
  expect(videoOf(element).srcObject).toBeNull();
  document.body.append(element);
  expect(videoOf(element).srcObject).toBe(stream);
});

it("shows what stands in until there is a picture", async () => {
  const element = await mount("duet-video", { stream: fakeStream("video") });
  const placeholder = deep(element, ".placeholder");
  expect(placeholder.hidden).toBe(false);
  showsPicture(videoOf(element));
  await element.updateComplete;
  expect(placeholder.hidden).toBe(true);
  element.stream = undefined;
  await element.updateComplete;
  await element.updateComplete;
  expect(placeholder.hidden).toBe(false);
});

it("tells when the browser wants a tap first, and only then", async () => {
  const element = await mount("duet-video");
  const blocked = collect(element, "duet-playback-blocked");
  play.mockRejectedValueOnce(new DOMException("Replaced.", "AbortError"));
  await element.play();
  expect(blocked).toHaveLength(0);
  play.mockRejectedValueOnce(new DOMException("Tap.", "NotAllowedError"));
  await element.play();
  expect(blocked).toHaveLength(1);
});
