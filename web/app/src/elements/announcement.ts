import type { Screen } from "../controllers/call-controller.js";
import type { Messages } from "../i18n/en.js";

/** What a screen reader says when the screen changes; the screens with a heading of their own move the focus to it instead. */
export function announcement(texts: Messages, screen: Screen, { peerLeft = false, repairing = false } = {}): string {
  switch (screen) {
    case "joining":
      return texts.joining;
    case "waiting":
      return peerLeft ? texts.peerLeftHeading : texts.waitingHeading;
    case "connecting":
      return repairing ? texts.reconnecting : texts.connecting;
    case "connected":
      return texts.connected;
    default:
      return "";
  }
}
