import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FakeMeter } from "../testing/fake-devices.js";

const speaker = vi.hoisted(() => ({ test: vi.fn<(id: string | undefined, signal: AbortSignal) => Promise<void>>() }));

vi.mock("@duet/sdk", async (original) => ({
  ...(await original<object>()),
  LocalDevices: (await import("../testing/fake-devices.js")).FakeDevices,
  MicrophoneMeter: (await import("../testing/fake-devices.js")).FakeMeter,
  testSpeaker: (id: string | undefined, signal: AbortSignal) => speaker.test(id, signal),
}));

await import("@duet/sdk"); // before the fakes, which are made of its parts
const { closed, FakeDevices, openDevice } = await import("../testing/fake-devices.js");
const { DeviceController } = await import("./device-controller.js");

const host = { addController: vi.fn(), removeController: vi.fn(), requestUpdate: vi.fn(), updateComplete: Promise.resolve(true) };

beforeEach(() => {
  localStorage.clear();
  host.requestUpdate.mockReset();
  speaker.test.mockReset().mockResolvedValue();
});

function controlled() {
  const controller = new DeviceController(host);
  return { controller, devices: FakeDevices.last() };
}

describe("what the elements see", () => {
  it("is new with each change, and drawn", () => {
    const { controller, devices } = controlled();
    const before = controller.view;
    devices.become({ camera: openDevice("video") });
    expect([before.camera.on, controller.view.camera.on, host.requestUpdate.mock.calls.length]).toEqual([false, true, 1]);
  });

  it("goes with the meter, which follows the microphone", () => {
    const { controller, devices } = controlled();
    const microphone = openDevice("audio");
    devices.become({ microphone });
    devices.become({ microphone: closed });
    expect((controller.meter as unknown as FakeMeter).followed).toEqual([microphone.track, undefined]);
  });
});

describe("the switches", () => {
  it("turn off what is on, and on what is off or failed", () => {
    const { controller, devices } = controlled();
    devices.become({ camera: openDevice("video") });
    controller.toggleCamera();
    controller.toggleMicrophone();
    expect(devices.asked).toEqual([
      ["setCamera", false],
      ["setMicrophone", true],
    ]);
  });

  it("turn off what is about to be on", () => {
    const { controller, devices } = controlled();
    devices.become({ camera: { ...closed, opening: true } });
    controller.toggleCamera();
    expect(devices.asked).toEqual([["setCamera", false]]);
  });
});

describe("the memory", () => {
  it("is what the devices begin with, and what the person did last", async () => {
    localStorage.setItem("duet.devices", JSON.stringify({ cameraOn: false, microphoneOn: true }));
    const { controller, devices } = controlled();
    expect(devices.choices).toEqual({ cameraOn: false, microphoneOn: true });
    Object.assign(devices, { choices: { cameraOn: true, microphoneOn: true, camera: { deviceId: "cam-2", label: "Desk camera" } } });
    controller.chooseCamera("cam-2");
    await Promise.resolve();
    expect(localStorage.getItem("duet.devices")).toContain("cam-2");
  });

  it("keeps nothing that nobody did", () => {
    controlled().devices.become({ camera: openDevice("video") });
    expect(localStorage.getItem("duet.devices")).toBeNull();
  });
});

describe("the speaker test", () => {
  it("is told while it plays", async () => {
    const playing: { end?: () => void } = {};
    speaker.test.mockReturnValue(new Promise((resolve) => (playing.end = resolve)));
    const { controller } = controlled();
    const test = controller.testSpeaker();
    expect(controller.view.speakerTest).toBe("playing");
    playing.end?.();
    await test;
    expect(controller.view.speakerTest).toBe("idle");
  });

  it("tells when nothing could be played, until another speaker is chosen", async () => {
    speaker.test.mockRejectedValue(new Error("No."));
    const { controller } = controlled();
    await controller.testSpeaker();
    expect(controller.view.speakerTest).toBe("failed");
    controller.chooseSpeaker("out-1");
    expect(controller.view.speakerTest).toBe("idle");
  });

  it("ends when the devices are closed", async () => {
    speaker.test.mockImplementation((_, signal) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new Error("Aborted."));
        });
      });
    });
    const { controller } = controlled();
    const test = controller.testSpeaker();
    controller.close();
    await test;
    expect(controller.view.speakerTest).toBe("idle");
  });
});
