/** The browsers whose ways to allow a camera differ. */
export type Browser =
  "chrome" | "edge" | "firefox" | "safari" | "android-chrome" | "android-firefox" | "ios-safari" | "ios-other" | "other";

/** The systems whose ways to allow a browser a camera differ. */
export type System = "windows" | "mac" | "android" | "ios" | "other";

export interface Client {
  readonly browser: Browser;
  readonly system: System;
}

/** Which browser this is, for words about its buttons and for nothing else. */
export function readClient({ userAgent, maxTouchPoints }: Pick<Navigator, "userAgent" | "maxTouchPoints">): Client {
  const system = systemOf(userAgent, maxTouchPoints);
  return { system, browser: browserOf(userAgent, system) };
}

/** An iPad calls itself a Mac, and is one with a touch screen. */
function systemOf(userAgent: string, maxTouchPoints: number): System {
  if (userAgent.includes("Android")) return "android";
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  if (userAgent.includes("Macintosh")) return maxTouchPoints > 1 ? "ios" : "mac";
  return userAgent.includes("Windows") ? "windows" : "other";
}

function browserOf(userAgent: string, system: System): Browser {
  if (system === "ios") return /CriOS|FxiOS|EdgiOS/.test(userAgent) ? "ios-other" : "ios-safari";
  if (userAgent.includes("Firefox/")) return system === "android" ? "android-firefox" : "firefox";
  if (system === "android") return "android-chrome";
  if (userAgent.includes("Edg/")) return "edge";
  if (userAgent.includes("Chrome/")) return "chrome";
  return userAgent.includes("Safari/") ? "safari" : "other";
}
