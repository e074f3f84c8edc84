import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { devicesView } from "../testing/fake-devices.js";
import { button, collect, deep, mount } from "../testing/mount.js";
import "./duet-settings.js";

it("has the device menu in a window, whose choices pass through", async () => {
  const settings = await mount("duet-settings", { devices: devicesView(), open: true });
  const chosen = collect(settings, "duet-choose-camera");
  expect(deep(settings, "dialog", HTMLDialogElement).open).toBe(true);
  const camera = deep(settings, "#camera", HTMLSelectElement);
  camera.value = "video-2";
  camera.dispatchEvent(new Event("change"));
  expect(chosen).toEqual(["video-2"]);
});

it("tells when it is closed, once", async () => {
  const settings = await mount("duet-settings", { devices: devicesView(), open: true });
  const closes = collect(settings, "duet-close");
  button(settings, en.close).click();
  expect([closes.length, settings.open]).toEqual([1, false]);
});
