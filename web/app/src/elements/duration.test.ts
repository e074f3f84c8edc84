import { expect, it } from "vitest";
import { clockTime } from "./duration.js";

it.each([
  [0, "0:00"],
  [7_900, "0:07"],
  [754_000, "12:34"],
  [3_723_000, "1:02:03"],
])("%i milliseconds are %s", (milliseconds, time) => {
  expect(clockTime(milliseconds)).toBe(time);
});
