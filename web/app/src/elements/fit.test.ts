import { expect, it } from "vitest";
import { chooseFit } from "./fit.js";

const camera = { width: 1280, height: 720 };
const upright = { width: 720, height: 1280 };

it.each([
  ["a camera on a laptop fills it", camera, { width: 1280, height: 800 }, "cover"],
  ["an old 4:3 camera on a laptop fills it", { width: 640, height: 480 }, { width: 1440, height: 900 }, "cover"],
  ["a phone on a phone fills it", upright, { width: 390, height: 844 }, "cover"],
  ["a laptop's camera on an upright phone is shown whole", camera, { width: 390, height: 844 }, "contain"],
  ["a phone on a laptop is shown whole", upright, { width: 1280, height: 800 }, "contain"],
  ["nothing yet", { width: 0, height: 0 }, { width: 390, height: 844 }, "cover"],
])("%s", (_, picture, box, fit) => {
  expect(chooseFit(picture, box)).toBe(fit);
});
