import { expect, it } from "vitest";
import { readClient } from "./browser.js";

const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const android = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)";

it.each([
  [`${windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`, 0, "chrome", "windows"],
  [`${windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 0, "edge", "windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", 0, "firefox", "other"],
  [`${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`, 0, "safari", "mac"],
  [`${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`, 5, "ios-safari", "ios"],
  [`${iphone} Version/18.5 Mobile/15E148 Safari/604.1`, 5, "ios-safari", "ios"],
  [`${iphone} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, 5, "ios-other", "ios"],
  [`${android} Chrome/140.0.0.0 Mobile Safari/537.36`, 5, "android-chrome", "android"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", 5, "android-firefox", "android"],
  ["Something new", 0, "other", "other"],
])("%s with %i touch points", (userAgent, maxTouchPoints, browser, system) => {
  expect(readClient({ userAgent, maxTouchPoints })).toEqual({ browser, system });
});
