import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DeviceChoices } from "./device-choices.js";
import { LocalDevices } from "./local-devices.js";
import {
  builtInMicrophone,
  deskCamera,
  FakeBrowser,
  frontCamera,
  headset,
  loudspeaker,
  type FakeDevice,
  type FakeDeviceTrack,
} from "./testing/fake-devices.js";
import { settle } from "./testing/settle.js";

const both: DeviceChoices = { cameraOn: true, microphoneOn: true };

let browser: FakeBrowser;

beforeEach(() => {
  browser = new FakeBrowser(frontCamera, deskCamera, builtInMicrophone, headset, loudspeaker).install();
});

async function opened(choices: DeviceChoices = both): Promise<LocalDevices> {
  const devices = new LocalDevices(choices);
  await devices.open();
  return devices;
}

const labels = (devices: LocalDevices) =>
  devices.stream
    .getTracks()
    .map(({ label }) => label)
    .sort();
const problems = ({ camera, microphone }: LocalDevices) => [camera.problem?.code, microphone.problem?.code];
const isOn = ({ camera, microphone }: LocalDevices) => [camera.on, microphone.on];
const lightIsOn = () => browser.opened.some(({ kind, readyState }) => kind === "video" && readyState === "live");
const track = (devices: LocalDevices) => devices.microphone.track as unknown as FakeDeviceTrack;

describe("opening", () => {
  it("opens both with one question", async () => {
    const devices = await opened();
    expect(labels(devices)).toEqual(["Built-in microphone", "Front camera"]);
    expect(browser.asked).toHaveLength(1);
    expect([problems(devices), isOn(devices)]).toEqual([
      [undefined, undefined],
      [true, true],
    ]);
  });

  it("lists what there is to choose from", async () => {
    const devices = await opened();
    const ids = [devices.cameras, devices.microphones, devices.speakers].map((list) => list.map(({ deviceId }) => deviceId));
    expect(ids).toEqual([["cam-1", "cam-2"], ["mic-1", "mic-2"], ["out-1"]]);
  });

  it("leaves a camera closed that was off, and opens a microphone that was off without a sound", async () => {
    const devices = await opened({ cameraOn: false, microphoneOn: false });
    expect([labels(devices), isOn(devices), track(devices).enabled]).toEqual([["Built-in microphone"], [false, false], false]);
    expect(browser.asked.map((asked) => Object.keys(asked))).toEqual([["audio"]]);
  });

  it("tells while the person is being asked", async () => {
    const question: { answer?: () => void } = {};
    browser.question = new Promise((resolve) => (question.answer = resolve));
    const devices = new LocalDevices();
    const opening = devices.open();
    await settle();
    expect([devices.camera.opening, devices.microphone.opening]).toEqual([true, true]);
    question.answer?.();
    await opening;
    expect([devices.camera.opening, devices.microphone.opening]).toEqual([false, false]);
  });

  it("asks no second time while the first question is open", async () => {
    const devices = new LocalDevices();
    await Promise.all([devices.open(), devices.open(), devices.setCamera(true)]);
    expect(browser.asked).toHaveLength(1);
  });

  it("has a problem for each device that cannot be had, and the other device all the same", async () => {
    browser.errors.video = { name: "NotReadableError" };
    const devices = await opened();
    expect([labels(devices), problems(devices)]).toEqual([["Built-in microphone"], ["media-busy", undefined]]);
  });

  it.each<[string, string | undefined, PermissionState, string]>([
    ["NotAllowedError", "Permission denied", "denied", "media-refused"],
    ["NotAllowedError", "Permission dismissed", "prompt", "media-dismissed"],
    ["NotAllowedError", "Permission denied by system", "granted", "media-blocked-by-system"],
    ["SecurityError", undefined, "granted", "media-refused"],
    ["NotFoundError", undefined, "granted", "media-missing"],
    ["NotReadableError", undefined, "granted", "media-busy"],
    ["AbortError", "Starting videoinput failed", "granted", "media-busy"],
    ["AbortError", undefined, "granted", "media-failed"],
    ["OverconstrainedError", undefined, "granted", "media-overconstrained"],
    ["SomethingNewError", undefined, "granted", "media-failed"],
  ])("tells %s (%s) with permission %s as %s", async (name, message, permission, code) => {
    browser.errors.audio = browser.errors.video = message === undefined ? { name } : { name, message };
    browser.permissions.audio = browser.permissions.video = permission;
    expect(problems(await opened())).toEqual([code, code]);
  });

  it("tells what a page without HTTPS lacks", async () => {
    Object.assign(navigator, { mediaDevices: undefined });
    expect(problems(await opened())).toEqual(["media-insecure", "media-insecure"]);
  });

  it("asks for the one that may be asked for, where the other is blocked", async () => {
    browser.errors.video = { name: "NotAllowedError" };
    browser.permissions.video = "denied";
    browser.permissions.audio = "prompt";
    const devices = await opened();
    expect([labels(devices), problems(devices)]).toEqual([["Built-in microphone"], ["media-refused", undefined]]);
  });

  it("does not ask again someone who said no", async () => {
    browser.errors.video = browser.errors.audio = { name: "NotAllowedError" };
    browser.permissions.video = browser.permissions.audio = "denied";
    await opened();
    expect(browser.asked).toHaveLength(1);
  });

  it("closes at once what opens after an abort", async () => {
    const abort = new AbortController();
    const devices = new LocalDevices();
    const opening = devices.open(abort.signal);
    abort.abort();
    await opening;
    expect([labels(devices), lightIsOn()]).toEqual([[], false]);
  });
});

describe("trying again", () => {
  it("opens what failed, and leaves alone what is open", async () => {
    browser.errors.video = { name: "NotReadableError" };
    const devices = await opened();
    const microphone = devices.microphone.track;
    browser.errors.video = undefined;
    await devices.retry();
    expect([problems(devices), isOn(devices)]).toEqual([
      [undefined, undefined],
      [true, true],
    ]);
    expect(devices.microphone.track).toBe(microphone);
  });

  it("happens by itself when the person allows it in the browser's settings", async () => {
    browser.errors.video = { name: "NotAllowedError" };
    browser.permissions.video = "denied";
    const devices = await opened();
    browser.allow("video");
    await settle();
    expect([problems(devices), isOn(devices)]).toEqual([
      [undefined, undefined],
      [true, true],
    ]);
  });
});

describe("switching off and on", () => {
  it("keeps a muted microphone open, and its track", async () => {
    const devices = await opened();
    const microphone = track(devices);
    await devices.setMicrophone(false);
    expect([devices.microphone.on, microphone.enabled, microphone.readyState]).toEqual([false, false, "live"]);
    await devices.setMicrophone(true);
    expect([devices.microphone.on, track(devices) === microphone, microphone.enabled]).toEqual([true, true, true]);
  });

  it("closes the camera, and opens it again, in the same stream", async () => {
    const devices = await opened();
    const { stream } = devices;
    await devices.setCamera(false);
    expect([labels(devices), devices.camera.on, lightIsOn()]).toEqual([["Built-in microphone"], false, false]);
    await devices.setCamera(true);
    expect([devices.stream === stream, labels(devices)]).toEqual([true, ["Built-in microphone", "Front camera"]]);
  });

  it("closes a camera that opens after it was switched off", async () => {
    const devices = new LocalDevices();
    const opening = devices.open();
    await devices.setCamera(false);
    await opening;
    expect([labels(devices), lightIsOn()]).toEqual([["Built-in microphone"], false]);
  });

  it("is remembered", async () => {
    const devices = await opened();
    await devices.setCamera(false);
    await devices.setMicrophone(false);
    expect(devices.choices).toEqual({ cameraOn: false, microphoneOn: false });
  });

  it("tells each time", async () => {
    const devices = await opened();
    let changes = 0;
    devices.addEventListener("change", () => (changes += 1));
    await devices.setMicrophone(false);
    expect(changes).toBe(1);
  });
});

describe("choosing", () => {
  it("opens the camera that was chosen, in place of the one before, and remembers it", async () => {
    const devices = await opened();
    await devices.chooseCamera("cam-2");
    expect([labels(devices), devices.camera.deviceId]).toEqual([["Built-in microphone", "Desk camera"], "cam-2"]);
    expect(devices.choices.camera).toEqual({ deviceId: "cam-2", label: "Desk camera" });
    expect(browser.opened.map(({ readyState }) => readyState)).toEqual(["live", "ended", "live"]);
  });

  it("keeps a microphone mute that is exchanged while muted", async () => {
    const devices = await opened();
    await devices.setMicrophone(false);
    await devices.chooseMicrophone("mic-2");
    expect([track(devices).label, track(devices).enabled]).toEqual(["Headset", false]);
  });

  it("of a camera that is off opens nothing", async () => {
    const devices = await opened();
    await devices.setCamera(false);
    await devices.chooseCamera("cam-2");
    expect(lightIsOn()).toBe(false);
    await devices.setCamera(true);
    expect(devices.camera.deviceId).toBe("cam-2");
  });

  it("of a speaker is remembered, and holds while it is there", async () => {
    const devices = await opened();
    devices.chooseSpeaker("out-1");
    expect([devices.speakerId, devices.choices.speaker?.label]).toEqual(["out-1", "Loudspeaker"]);
    browser.change(frontCamera, builtInMicrophone);
    await settle();
    expect(devices.speakerId).toBeUndefined();
  });

  it("of the system's speaker takes the choice back", async () => {
    const devices = await opened();
    devices.chooseSpeaker("out-1");
    devices.chooseSpeaker("");
    expect([devices.speakerId, devices.choices.speaker]).toEqual([undefined, undefined]);
  });

  it("of something that is not there changes nothing", async () => {
    const devices = await opened();
    await devices.chooseCamera("gone");
    devices.chooseSpeaker("gone");
    expect(devices.choices).toEqual(both);
  });
});

describe("a remembered choice", () => {
  const remembered = (device: FakeDevice): DeviceChoices => ({
    ...both,
    camera: { deviceId: device.deviceId, label: device.label },
  });

  it("is opened", async () => {
    const devices = await opened(remembered(deskCamera));
    expect([devices.camera.deviceId, devices.camera.problem]).toEqual(["cam-2", undefined]);
  });

  it("is opened also where the browser tells no ids before it has asked the person", async () => {
    browser.labelled = false;
    const devices = await opened(remembered(deskCamera));
    expect([devices.camera.deviceId, devices.camera.problem]).toEqual(["cam-2", undefined]);
  });

  it("is found by its label where the browser has given it another id", async () => {
    const devices = await opened(remembered({ ...deskCamera, deviceId: "of yesterday" }));
    expect([devices.camera.deviceId, devices.camera.problem]).toEqual(["cam-2", undefined]);
  });

  it("is found by its label where the browser tells labels only after it has asked the person", async () => {
    browser.labelled = false;
    const devices = await opened(remembered({ ...deskCamera, deviceId: "of yesterday" }));
    expect([devices.camera.deviceId, devices.camera.problem]).toEqual(["cam-2", undefined]);
  });

  it("gives way to any other device when it is not there, and stays remembered", async () => {
    const devices = await opened(remembered({ ...deskCamera, deviceId: "cam-9", label: "Camera of the office" }));
    expect([devices.camera.deviceId, problems(devices), devices.camera.on]).toEqual(["cam-1", ["media-replaced", undefined], true]);
    expect(devices.choices.camera?.label).toBe("Camera of the office");
  });

  it("gives way when the browser finds its constraints impossible", async () => {
    const stale = { ...deskCamera };
    const devices = new LocalDevices(remembered(stale));
    const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
    navigator.mediaDevices.enumerateDevices = async () => {
      const before = await list();
      browser.devices = browser.devices.filter(({ deviceId }) => deviceId !== "cam-2"); // pulled out between list and opening
      return before;
    };
    await devices.open();
    expect([devices.camera.deviceId, problems(devices)]).toEqual(["cam-1", ["media-replaced", undefined]]);
    expect(browser.asked).toHaveLength(4); // both; the camera alone, with its id; the microphone alone; any camera
  });
});

describe("plugging in and pulling out", () => {
  it("goes on with another device, and comes back with the first", async () => {
    const devices = await opened();
    await devices.chooseMicrophone("mic-2");
    browser.change(frontCamera, builtInMicrophone);
    await settle();
    expect([devices.microphone.deviceId, problems(devices)]).toEqual(["mic-1", [undefined, "media-replaced"]]);
    browser.change(frontCamera, builtInMicrophone, headset);
    await settle();
    expect([devices.microphone.deviceId, problems(devices)]).toEqual(["mic-2", [undefined, undefined]]);
  });

  it("tells when nothing is left, and opens what comes", async () => {
    const devices = await opened();
    browser.change(builtInMicrophone);
    await settle();
    expect([isOn(devices), problems(devices)]).toEqual([
      [false, true],
      ["media-missing", undefined],
    ]);
    browser.change(builtInMicrophone, deskCamera);
    await settle();
    expect([isOn(devices), labels(devices)]).toEqual([
      [true, true],
      ["Built-in microphone", "Desk camera"],
    ]);
  });

  it("keeps the lists true", async () => {
    const devices = await opened();
    browser.change(frontCamera, builtInMicrophone);
    await settle();
    expect([devices.cameras.length, devices.microphones.length, devices.speakers.length]).toEqual([1, 1, 0]);
  });

  it("has no effect once all is closed", async () => {
    const devices = await opened();
    devices.close();
    browser.change(frontCamera, builtInMicrophone);
    await settle();
    expect([labels(devices), browser.asked.length]).toEqual([[], 1]);
  });
});

describe("turning the camera round", () => {
  const selfie: FakeDevice = { ...frontCamera, facingMode: "user" };
  const outward: FakeDevice = { ...deskCamera, facingMode: "environment" };

  it("is offered where a device is held in the hand and has two cameras", async () => {
    const devices = await opened();
    expect(devices.canFlipCamera).toBe(false);
    browser.touchPoints = 5;
    expect(devices.canFlipCamera).toBe(true);
    browser.change(frontCamera, builtInMicrophone);
    await settle();
    expect(devices.canFlipCamera).toBe(false);
  });

  it("goes to the other side and back", async () => {
    browser.devices = [selfie, outward, builtInMicrophone];
    const devices = await opened();
    await devices.flipCamera();
    expect([devices.camera.deviceId, devices.camera.problem]).toEqual(["cam-2", undefined]);
    await devices.flipCamera();
    expect([devices.camera.deviceId, devices.camera.problem]).toEqual(["cam-1", undefined]);
  });

  it("takes the next camera where none tells which way it looks", async () => {
    const devices = await opened();
    await devices.flipCamera();
    expect(devices.camera.deviceId).toBe("cam-2");
    await devices.flipCamera();
    expect(devices.camera.deviceId).toBe("cam-1");
  });
});

it("closes everything, and opens again with the same choices", async () => {
  const devices = await opened();
  await devices.chooseCamera("cam-2");
  devices.close();
  expect([labels(devices), isOn(devices)]).toEqual([[], [false, false]]);
  expect(browser.opened.map(({ readyState }) => readyState)).toEqual(["ended", "ended", "ended"]);
  await devices.open();
  expect(labels(devices)).toEqual(["Built-in microphone", "Desk camera"]);
});

describe("a device that the system gives to something else", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const mute = (devices: LocalDevices, type: "mute" | "unmute") => track(devices).dispatchEvent(new Event(type));

  it("is off, and busy, until it is given back", async () => {
    const devices = await opened();
    let changes = 0;
    devices.addEventListener("change", () => (changes += 1));
    mute(devices, "mute");
    vi.advanceTimersByTime(999);
    expect([isOn(devices), changes]).toEqual([[true, true], 0]);
    vi.advanceTimersByTime(1);
    expect([isOn(devices), problems(devices), changes]).toEqual([[true, false], [undefined, "media-busy"], 1]);
    mute(devices, "unmute");
    expect([isOn(devices), problems(devices), changes]).toEqual([[true, true], [undefined, undefined], 2]);
  });

  it("for a moment only, is not", async () => {
    const devices = await opened();
    mute(devices, "mute");
    vi.advanceTimersByTime(500);
    mute(devices, "unmute");
    vi.advanceTimersByTime(10_000);
    expect(problems(devices)).toEqual([undefined, undefined]);
  });

  it("is opened anew when the person asks for it", async () => {
    const devices = await opened();
    const before = track(devices);
    mute(devices, "mute");
    vi.advanceTimersByTime(1_000);
    await devices.retry();
    expect([isOn(devices), problems(devices), before.readyState]).toEqual([[true, true], [undefined, undefined], "ended"]);
    expect(track(devices)).not.toBe(before);
    before.dispatchEvent(new Event("mute"));
    vi.advanceTimersByTime(10_000);
    expect(problems(devices)).toEqual([undefined, undefined]);
  });

  it("is opened anew when the page comes back to the person", async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: "hidden" });
    vi.stubGlobal("document", page);
    const devices = await opened();
    mute(devices, "mute");
    vi.advanceTimersByTime(1_000);
    page.dispatchEvent(new Event("visibilitychange"));
    expect(devices.microphone.opening).toBe(false);
    page.visibilityState = "visible";
    page.dispatchEvent(new Event("visibilitychange"));
    await settle();
    expect([isOn(devices), problems(devices)]).toEqual([
      [true, true],
      [undefined, undefined],
    ]);
    devices.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
