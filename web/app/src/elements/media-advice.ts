import type { CallErrorCode } from "@duet/sdk";
import type { Browser, Client, System } from "../browser.js";
import type { Messages } from "../i18n/en.js";
import { mediaAdviceTexts, type MediaAdviceTexts } from "../i18n/media-advice-texts.js";
import { lackOf, type Devices } from "./media-problem.js";

export interface ProblemWords {
  readonly title: string;
  readonly text: string;
  /** What to do, one thing after the other. */
  readonly steps: readonly string[];
  /** Whether trying again can help. */
  readonly retry: boolean;
}

/** Plain words for each thing that keeps a device from working, once for both where it is the same. */
export function describeMediaProblems(texts: Messages, devices: Devices, client: Client): readonly ProblemWords[] {
  const advice = mediaAdviceTexts[texts.tag];
  const [camera, microphone] = [lackOf(devices.camera), lackOf(devices.microphone)];
  if (camera !== undefined && camera === microphone) return [describe(advice, camera, texts.cameraAndMicrophone, client)];
  return [
    ...(camera === undefined ? [] : [describe(advice, camera, texts.camera, client)]),
    ...(microphone === undefined ? [] : [describe(advice, microphone, texts.microphone, client)]),
  ];
}

function describe(texts: MediaAdviceTexts, code: CallErrorCode, what: string, { browser, system }: Client): ProblemWords {
  const words = (title: (what: string) => string, text: string, steps = "") => ({
    title: title(what),
    text,
    steps: steps === "" ? [] : steps.split("\n"),
    retry: code !== "media-insecure",
  });
  switch (code) {
    case "media-refused":
      return words(texts.mediaRefusedTitle, texts.mediaRefusedText, texts[browserSteps[browser]]);
    case "media-dismissed":
      return words(texts.mediaDismissedTitle, texts.mediaDismissedText);
    case "media-blocked-by-system":
      return words(texts.mediaSystemTitle, texts.mediaSystemText, texts[systemSteps[system]]);
    case "media-missing":
      return words(texts.mediaMissingTitle, texts.mediaMissingText);
    case "media-busy":
      return words(texts.mediaBusyTitle, texts.mediaBusyText);
    case "media-insecure":
      return words(texts.mediaInsecureTitle, texts.mediaInsecureText);
    case "media-overconstrained":
      return words(texts.mediaUnfitTitle, texts.mediaUnfitText);
    default:
      return words(texts.mediaFailedTitle, texts.mediaFailedText);
  }
}

const browserSteps = {
  chrome: "allowInChrome",
  edge: "allowInEdge",
  firefox: "allowInFirefox",
  safari: "allowInSafari",
  "android-chrome": "allowInAndroidChrome",
  "android-firefox": "allowInAndroidFirefox",
  "ios-safari": "allowInIosSafari",
  "ios-other": "allowInIosOther",
  other: "allowElsewhere",
} as const satisfies Record<Browser, keyof MediaAdviceTexts>;

const systemSteps = {
  windows: "allowOnWindows",
  mac: "allowOnMac",
  android: "allowOnAndroid",
  ios: "allowInIosOther",
  other: "allowOnSystem",
} as const satisfies Record<System, keyof MediaAdviceTexts>;
