import type { CallErrorCode, DeviceView } from "@duet/sdk";
import type { Browser, Client, System } from "../browser.js";
import type { Messages } from "../i18n/en.js";

export interface ProblemWords {
  readonly title: string;
  readonly text: string;
  /** What to do, one thing after the other. */
  readonly steps: readonly string[];
  /** Whether trying again can help. */
  readonly retry: boolean;
}

/** Camera and microphone, as far as they are to be explained. */
export interface Devices {
  readonly camera: DeviceView;
  readonly microphone: DeviceView;
}

/** Plain words for each thing that keeps a device from working, once for both where it is the same. */
export function describeMediaProblems(texts: Messages, devices: Devices, client: Client): readonly ProblemWords[] {
  const [camera, microphone] = [lackOf(devices.camera), lackOf(devices.microphone)];
  if (camera !== undefined && camera === microphone) return [describe(texts, camera, texts.cameraAndMicrophone, client)];
  return [
    ...(camera === undefined ? [] : [describe(texts, camera, texts.camera, client)]),
    ...(microphone === undefined ? [] : [describe(texts, microphone, texts.microphone, client)]),
  ];
}

/** What joining would be like as things are; `undefined` while nothing is lacking. */
export function describeConsequence(texts: Messages, { camera, microphone }: Devices): string | undefined {
  if (lackOf(camera) !== undefined) return lackOf(microphone) === undefined ? texts.onlyHeard : texts.neitherHeardNorSeen;
  return lackOf(microphone) === undefined ? undefined : texts.onlySeen;
}

/** Says so where another device than the chosen one is used. */
export function describeReplacements(texts: Messages, { camera, microphone }: Devices): readonly string[] {
  return [
    ...(isReplaced(camera) ? [texts.cameraReplaced(camera.track?.label ?? texts.camera)] : []),
    ...(isReplaced(microphone) ? [texts.microphoneReplaced(microphone.track?.label ?? texts.microphone)] : []),
  ];
}

function lackOf(device: DeviceView): CallErrorCode | undefined {
  return isReplaced(device) ? undefined : device.problem?.code;
}

function isReplaced({ problem }: DeviceView): boolean {
  return problem?.code === "media-replaced";
}

function describe(texts: Messages, code: CallErrorCode, what: string, { browser, system }: Client): ProblemWords {
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
} as const satisfies Record<Browser, keyof Messages>;

const systemSteps = {
  windows: "allowOnWindows",
  mac: "allowOnMac",
  android: "allowOnAndroid",
  ios: "allowInIosOther",
  other: "allowOnSystem",
} as const satisfies Record<System, keyof Messages>;
