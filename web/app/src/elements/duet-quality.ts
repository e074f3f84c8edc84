import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { DisclosureController } from "../controllers/disclosure-controller.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { disclosure } from "../styles/disclosure.styles.js";
import { styles } from "./duet-quality.styles.js";

/** How well a call gets through: 4 is very good. */
export type QualityLevel = 1 | 2 | 3 | 4;

/** What keeps it from being better. */
export type QualityReason = "loss" | "delay" | "bandwidth" | "jitter" | null;

export interface QualityView {
  readonly level: QualityLevel;
  readonly reason: QualityReason;
}

/** Four bars, and what they mean in plain words to those who ask by mouse, finger or keyboard. Grey while nothing is known. */
@customElement("duet-quality")
export class DuetQuality extends LitElement {
  static override styles = [controls, disclosure, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) quality: QualityView | null = null;
  readonly #meaning = new DisclosureController(this);

  override render(): TemplateResult {
    const { texts, quality } = this;
    const { open } = this.#meaning;
    const name = texts.quality(quality === null ? texts.qualityMeasuring : qualityWords(texts, quality.level));
    const meaning = quality === null ? undefined : qualityMeaning(texts, quality);
    return html`<button type="button" aria-label=${name} aria-expanded=${open} aria-describedby="meaning" @click=${this.#meaning.press}>
        <span class="bars level-${quality?.level ?? 0}" aria-hidden="true"><i></i><i></i><i></i><i></i></span>
      </button>
      <p id="meaning" role="tooltip" ?hidden=${!open}>
        <strong>${name}</strong>${meaning === undefined ? nothing : html`<br />${meaning}`}
      </p>`;
  }
}

export function qualityWords(texts: Messages, level: QualityLevel): string {
  return { 4: texts.quality4, 3: texts.quality3, 2: texts.quality2, 1: texts.quality1 }[level];
}

function qualityMeaning(texts: Messages, { level, reason }: QualityView): string {
  if (level > 2) return level === 4 ? texts.qualityMeaning4 : texts.qualityMeaning3;
  switch (reason) {
    case "loss":
      return texts.reasonLoss;
    case "delay":
      return texts.reasonDelay;
    case "bandwidth":
      return texts.reasonBandwidth;
    case "jitter":
      return texts.reasonJitter;
    case null:
      return texts.reasonUnknown;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-quality": DuetQuality;
  }
}
