import type { QualityLevel } from "./quality.js";

/** What becomes of a microphone or a camera: it is heard or seen, it is there and switched off, or there is none. */
export type Presence = "on" | "off" | "none";

/** What one side says about itself, so that the other need not guess why there is no sound or no picture. */
export interface ParticipantState {
  readonly microphone: Presence;
  readonly camera: Presence;
  /** Whether a screen is shared, beside the camera. */
  readonly screen: boolean;
  /** How well the call goes as seen from there; `null` while that is not known. */
  readonly quality: QualityLevel | null;
  /** Whether their page shows what is written to them; absent where it does not. */
  readonly chat?: boolean;
  /** What the person wants to be called, 1 to 64 characters; absent where they did not say. */
  readonly name?: string;
}

/** The part of it that a page decides; the call adds what it knows itself. */
export type OwnState = Pick<ParticipantState, "microphone" | "camera" | "chat" | "name">;

export function sameState(one: ParticipantState | null, other: ParticipantState | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.microphone === other.microphone &&
    one.camera === other.camera &&
    one.screen === other.screen &&
    one.quality === other.quality &&
    one.chat === other.chat &&
    one.name === other.name
  );
}
