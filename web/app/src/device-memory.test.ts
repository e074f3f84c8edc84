import { beforeEach, expect, it, vi } from "vitest";
import { recallChoices, rememberChoices } from "./device-memory.js";

const nothing = { cameraOn: true, microphoneOn: true };

beforeEach(() => {
  localStorage.clear();
});

it("recalls what was remembered", () => {
  const choices = {
    cameraOn: false,
    microphoneOn: true,
    camera: { deviceId: "cam-2", label: "Desk camera" },
    speaker: { deviceId: "out-1", label: "Loudspeaker" },
  };
  rememberChoices(choices);
  expect(recallChoices()).toEqual(choices);
});

it.each(["", "null", "[]", "7", '{"camera":7,"microphone":{"deviceId":1},"cameraOn":"no"}', "{"])("makes nothing of %j", (stored) => {
  localStorage.setItem("duet.devices", stored);
  expect(recallChoices()).toEqual(nothing);
});

it("does without storage where there is none", () => {
  const refuse = () => {
    throw new DOMException("No.", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse });
  rememberChoices({ cameraOn: false, microphoneOn: false });
  expect(recallChoices()).toEqual(nothing);
});
