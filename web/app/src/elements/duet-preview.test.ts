import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { closed, devicesView, lackingDevice, openDevice } from "../testing/fake-devices.js";
import { fakeStream } from "../testing/fake-media.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
import "./duet-preview.js";

const stream = fakeStream("audio", "video");
const video = (preview: Element) => deep(preview, "video[data-testid=preview]", HTMLVideoElement);

it("shows oneself muted and mirrored", async () => {
  const preview = await mount("duet-preview", { devices: devicesView(), stream });
  expect([video(preview).srcObject, video(preview).muted]).toEqual([stream, true]);
  expect(deep(preview, "duet-video").hasAttribute("mirrored")).toBe(true);
});

it("does not mirror what the camera on the other side sees", async () => {
  const camera = openDevice("video");
  Object.assign(camera.track ?? {}, { getSettings: () => ({ facingMode: "environment" }) });
  const preview = await mount("duet-preview", { devices: devicesView({ camera }), stream });
  expect(deep(preview, "duet-video").hasAttribute("mirrored")).toBe(false);
});

it("has a switch for each on the picture, named by what it does", async () => {
  const preview = await mount("duet-preview", { devices: devicesView(), stream });
  const [camera, microphone] = [collect(preview, "duet-toggle-camera"), collect(preview, "duet-toggle-microphone")];
  button(preview, en.turnCameraOff).click();
  button(preview, en.turnMicrophoneOff).click();
  expect([camera.length, microphone.length]).toEqual([1, 1]);
  preview.devices = devicesView({ camera: closed, microphone: { ...openDevice("audio"), on: false } });
  await preview.updateComplete;
  expect([hasButton(preview, en.turnCameraOn), hasButton(preview, en.turnMicrophoneOn)]).toEqual([true, true]);
});

it("says why there is no picture", async () => {
  const preview = await mount("duet-preview", { devices: devicesView({ camera: { ...closed, opening: true } }), stream });
  expect(text(preview)).toContain(en.previewOpening);
  preview.devices = devicesView({ camera: closed });
  await preview.updateComplete;
  expect(text(preview)).toContain(en.cameraIsOff);
  expect(video(preview).srcObject).toBeNull();
  preview.devices = devicesView({ camera: lackingDevice("media-busy") });
  await preview.updateComplete;
  expect(text(preview)).toContain(en.previewOff);
});

it("shows the level of a microphone that is on", async () => {
  const preview = await mount("duet-preview", { devices: devicesView(), stream });
  expect(deep(preview, "[role=meter]").getAttribute("aria-label")).toBe(en.microphoneLevel);
  preview.devices = devicesView({ microphone: { ...openDevice("audio"), on: false } });
  await preview.updateComplete;
  expect(preview.shadowRoot?.querySelector("duet-level")).toBeNull();
});

it("leads to the settings, and turns a camera round that can be turned", async () => {
  const preview = await mount("duet-preview", { devices: devicesView(), stream });
  expect(hasButton(preview, en.flipCamera)).toBe(false);
  const opened = collect(preview, "duet-open-settings");
  button(preview, en.deviceSettings).click();
  preview.devices = devicesView({ canFlipCamera: true });
  await preview.updateComplete;
  const flips = collect(preview, "duet-flip-camera");
  button(preview, en.flipCamera).click();
  expect([opened.length, flips.length]).toEqual([1, 1]);
});
