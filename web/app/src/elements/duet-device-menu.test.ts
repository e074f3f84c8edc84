import { describe, expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { closed, devicesView, lackingDevice, openDevice } from "../testing/fake-devices.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
import type { DuetDeviceMenu } from "./duet-device-menu.js";
import "./duet-device-menu.js";

const menu = (element: DuetDeviceMenu, name: string) => deep(element, `#${name}`, HTMLSelectElement);
const options = (element: DuetDeviceMenu, name: string) => [...menu(element, name).options].map((option) => option.textContent.trim());

function choose(element: DuetDeviceMenu, name: string, value: string): void {
  menu(element, name).value = value;
  menu(element, name).dispatchEvent(new Event("change"));
}

it("lists the devices by name, and shows the one in use", async () => {
  const element = await mount("duet-device-menu", { devices: devicesView({ camera: openDevice("video", "video-2") }) });
  expect(options(element, "camera")).toEqual(["Front camera", "Desk camera"]);
  expect([menu(element, "camera").value, menu(element, "microphone").value]).toEqual(["video-2", "audio-1"]);
});

it("names devices that have no name by their number", async () => {
  const cameras = [{ deviceId: "video-1", label: "" }];
  expect(options(await mount("duet-device-menu", { devices: devicesView({ cameras }) }), "camera")).toEqual([en.deviceNumber("1")]);
});

it("tells what was chosen, beyond its own borders", async () => {
  const element = await mount("duet-device-menu", { devices: devicesView() });
  const events = ["duet-choose-camera", "duet-choose-microphone", "duet-choose-speaker"].map((event) => collect(document, event));
  choose(element, "camera", "video-2");
  choose(element, "microphone", "audio-1");
  choose(element, "speaker", "out-1");
  expect(events).toEqual([["video-2"], ["audio-1"], ["out-1"]]);
});

it("says of each empty list why it is empty", async () => {
  const devices = devicesView({
    cameras: [],
    microphones: [],
    camera: lackingDevice("media-missing"),
    microphone: lackingDevice("media-refused"),
  });
  const element = await mount("duet-device-menu", { devices });
  expect([options(element, "camera"), options(element, "microphone")]).toEqual([[en.noneFound], [en.notAllowed]]);
  expect(menu(element, "camera").disabled).toBe(true);
});

describe("the speaker", () => {
  it("is the system's unless one is chosen", async () => {
    const element = await mount("duet-device-menu", { devices: devicesView() });
    expect(options(element, "speaker")).toEqual([en.systemSpeaker, "Loudspeaker"]);
    expect(menu(element, "speaker").value).toBe("");
    element.devices = devicesView({ speakerId: "out-1" });
    await element.updateComplete;
    expect(menu(element, "speaker").value).toBe("out-1");
  });

  it("has the system's choice once where the browser lists it", async () => {
    const speakers = [{ deviceId: "default", label: "Default" }];
    const element = await mount("duet-device-menu", { devices: devicesView({ speakers }) });
    expect(options(element, "speaker")).toEqual(["Default"]);
  });

  it("can be tested, and says what should be heard", async () => {
    const element = await mount("duet-device-menu", { devices: devicesView() });
    const tests = collect(element, "duet-test-speaker");
    button(element, en.testSpeaker).click();
    expect(tests).toHaveLength(1);
    element.devices = devicesView({ speakerTest: "playing" });
    await element.updateComplete;
    expect(text(element)).toContain(en.testingSpeaker);
    element.devices = devicesView({ speakerTest: "failed" });
    await element.updateComplete;
    expect(text(element)).toContain(en.speakerFailed);
  });

  it("is not to be chosen where the browser does not let one", async () => {
    const element = await mount("duet-device-menu", { devices: devicesView({ canChooseSpeaker: false }) });
    expect([menu(element, "speaker").disabled, hasButton(element, en.testSpeaker)]).toEqual([true, true]);
    expect(text(element)).toContain(en.speakerBySystem);
  });
});

it("says that a muted microphone is still shown here", async () => {
  const element = await mount("duet-device-menu", { devices: devicesView() });
  expect(text(element)).toContain(en.speakToTest);
  element.devices = devicesView({ microphone: { ...openDevice("audio"), on: false } });
  await element.updateComplete;
  expect(text(element)).toContain(en.microphoneIsOff);
  element.devices = devicesView({ microphone: closed });
  await element.updateComplete;
  expect(element.shadowRoot?.querySelector("duet-level")).toBeNull();
});

it("is three menus and nothing else where space is short", async () => {
  const element = await mount("duet-device-menu", { devices: devicesView(), compact: true });
  const names = [...(element.shadowRoot?.querySelectorAll("select") ?? [])].map((select) => select.getAttribute("aria-label"));
  expect(names).toEqual([en.microphone, en.speaker, en.camera]);
  expect(hasButton(element, en.testSpeaker)).toBe(false);
});
