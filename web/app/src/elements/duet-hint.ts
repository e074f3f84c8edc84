import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { callIcons } from "./call-icons.js";
import { styles } from "./duet-hint.styles.js";

/** One talks while muted; one's microphone gives no sound; one holds Space. */
export type MicrophoneHint = "muted" | "silent" | "talking";

/**
 * What is the matter with one's own microphone, and the button that mends it.
 * @fires duet-unmute - the microphone shall be on
 * @fires duet-settings - another microphone is to be chosen
 */
@customElement("duet-hint")
export class DuetHint extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property() hint: MicrophoneHint | undefined;
  /** Keys do what they say. */
  @property({ type: Boolean }) keys = true;
  /** There are settings to open. */
  @property({ type: Boolean }) settings = false;

  /** The region stays where its words come and go, or a screen reader would not notice them. */
  override render(): TemplateResult {
    return html`<div role="status">${this.#words()}</div>`;
  }

  #words(): TemplateResult | typeof nothing {
    const { texts } = this;
    switch (this.hint) {
      case undefined:
        return nothing;
      case "talking":
        return html`<p class="talking">${callIcons.microphone}<span>${texts.talking}</span></p>`;
      case "muted":
        return html`<p>
          ${callIcons.microphoneOff}<span class="words"
            ><strong>${texts.mutedTalking}</strong>${this.keys ? this.#small(texts.mutedTalkingKeys) : nothing}</span
          >
          ${this.#button("unmute", texts.unmute)}
        </p>`;
      case "silent":
        return html`<p>
          ${callIcons.microphoneOff}<span class="words"
            ><strong>${texts.microphoneSilent}</strong>${this.#small(texts.microphoneSilentText, "")}</span
          >
          ${this.settings ? this.#button("settings", texts.check) : nothing}
        </p>`;
    }
  }

  #small(words: string, classes = "keys"): TemplateResult {
    return html`<small class=${classes}>${words}</small>`;
  }

  #button(wish: "unmute" | "settings", words: string): TemplateResult {
    return html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent(`duet-${wish}`))}>${words}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-hint": DuetHint;
  }
}
