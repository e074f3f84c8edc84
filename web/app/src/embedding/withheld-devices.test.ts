import { describe, expect, it } from "vitest";
import { withheldDevices } from "./withheld-devices.js";

const page = (...allowed: string[]) =>
  ({ featurePolicy: { allowsFeature: (name: string) => allowed.includes(name) } }) as unknown as Document;

describe("withheldDevices", () => {
  it("names what the page around does not pass on", () => {
    expect(withheldDevices(page("camera", "microphone"))).toEqual([]);
    expect(withheldDevices(page("microphone"))).toEqual(["camera"]);
    expect(withheldDevices(page())).toEqual(["camera", "microphone"]);
  });

  it("suspects nothing where the browser does not tell", () => {
    expect(withheldDevices({} as Document)).toEqual([]);
  });
});
