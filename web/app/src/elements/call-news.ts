import type { ChatMessage } from "@duet/sdk";
import { chatTexts } from "../i18n/chat-texts.js";
import type { Messages } from "../i18n/en.js";
import type { QualityView } from "./duet-quality.js";
import type { DevicePresence } from "./presence.js";

/** What somebody who does not look at the screen has to be told about. */
export interface CallFacts {
  readonly microphone: DevicePresence;
  readonly camera: DevicePresence;
  readonly sharing: boolean;
  readonly quality: QualityView | null;
  /** That another device is used than the chosen one; empty where that is not so. */
  readonly replacement: string;
  readonly theirMicrophone: DevicePresence | undefined;
  readonly theirCamera: DevicePresence | undefined;
  readonly theirScreen: boolean;
  readonly theirConnectionWeak: boolean;
  /** What the other wrote last, while nobody has read it. */
  readonly theirWords: Pick<ChatMessage, "id" | "text"> | undefined;
}

/** The words for what has changed between two moments; empty where nothing worth a word has. */
export function callNews(texts: Messages, before: CallFacts, now: CallFacts): string {
  const changed = (fact: keyof CallFacts) => before[fact] !== now[fact];
  const words = [
    changed("microphone") && { on: texts.youAreUnmuted, off: texts.youAreMuted, none: texts.microphoneSilent }[now.microphone],
    changed("camera") && { on: texts.yourCameraIsOn, off: texts.yourCameraIsOff, none: texts.previewOff }[now.camera],
    changed("replacement") && now.replacement,
    changed("sharing") && now.sharing && texts.youAreSharing,
    changed("theirMicrophone") && before.theirMicrophone !== undefined && theirMicrophone(texts, now.theirMicrophone),
    changed("theirCamera") && before.theirCamera !== undefined && theirCamera(texts, now.theirCamera),
    changed("theirScreen") && (now.theirScreen ? texts.theyShare : texts.theyStoppedSharing),
    changed("theirConnectionWeak") && now.theirConnectionWeak && texts.theirConnectionWeak,
    now.theirWords !== undefined && now.theirWords.id !== before.theirWords?.id && chatTexts[texts.tag].news(now.theirWords.text),
    !isWeak(before.quality) && isWeak(now.quality) && texts.yourConnectionWeak,
  ];
  return words.filter((word) => word !== false && word !== "").join(". ");
}

export function isWeak(quality: QualityView | null): boolean {
  return quality !== null && quality.level <= 2;
}

function theirMicrophone(texts: Messages, presence: DevicePresence | undefined): string {
  if (presence === undefined) return "";
  return presence === "on" ? texts.theyUnmuted : texts.theyMuted;
}

function theirCamera(texts: Messages, presence: DevicePresence | undefined): string {
  if (presence === undefined) return "";
  return presence === "on" ? texts.theirCameraIsOn : texts.theirCameraIsOff;
}
