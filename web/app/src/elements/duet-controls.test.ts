import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { button, collect, hasButton, mount } from "../testing/mount.js";
import "./duet-controls.js";

it.each([
  ["microphone", "on", en.mute],
  ["microphone", "off", en.unmute],
  ["microphone", "none", en.noMicrophone],
  ["camera", "on", en.turnCameraOff],
  ["camera", "off", en.turnCameraOn],
  ["camera", "none", en.noCamera],
] as const)("a %s that is %s has a button that says what it does", async (device, presence, name) => {
  const controls = await mount("duet-controls", { [device]: presence });
  const actions = collect(controls, "duet-action");
  button(controls, name).click();
  expect(actions).toEqual([device]);
});

it("asks how a screen is to be shared", async () => {
  const controls = await mount("duet-controls", { canShare: true });
  const shares = collect(controls, "duet-share");
  for (const item of controls.renderRoot.querySelectorAll<HTMLElement>("duet-menu.share [role=menuitem]")) item.click();
  expect(shares).toEqual(["text", "motion"]);
});

it("has no button for what the browser cannot do", async () => {
  const controls = await mount("duet-controls");
  for (const name of [en.shareScreen, en.enterFullScreen, en.pictureInPicture, en.flipCamera, en.statistics, en.settings]) {
    expect([name, hasButton(controls, name)]).toEqual([name, false]);
  }
});

it("offers what is possible", async () => {
  const controls = await mount("duet-controls", {
    canShare: true,
    canFullScreen: true,
    canPictureInPicture: true,
    canFlip: true,
    canMeasure: true,
    hasSettings: true,
    canMove: true,
  });
  const actions = collect(controls, "duet-action");
  const items = [...controls.renderRoot.querySelectorAll<HTMLElement>("duet-menu.more [role=menuitem]:not(.only-crowded)")];
  for (const item of items) item.click();
  expect(actions).toEqual(["flip-camera", "settings", "full-screen", "picture-in-picture", "move-self", "statistics", "list"]);
});

it("stops a sharing with one press", async () => {
  const controls = await mount("duet-controls", { canShare: true, sharing: true });
  const actions = collect(controls, "duet-action");
  button(controls, en.stopSharing).click();
  controls.share();
  expect(actions).toEqual(["stop-sharing", "stop-sharing"]);
});

it("names the keys, and does not where they are off", async () => {
  const controls = await mount("duet-controls");
  expect(button(controls, en.mute).getAttribute("aria-keyshortcuts")).toBe("M");
  controls.keys = false;
  await controls.updateComplete;
  expect(button(controls, en.mute).hasAttribute("aria-keyshortcuts")).toBe(false);
});

it("can be left", async () => {
  const controls = await mount("duet-controls");
  const leaves = collect(controls, "duet-leave");
  button(controls, en.leave).click();
  expect(leaves).toHaveLength(1);
});
