import { html, LitElement, nothing, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { callIcons } from "./call-icons.js";
import { styles } from "./duet-peer-badges.styles.js";

/** What one has to know of the other: that they cannot be heard, and that it is their network, not yours. Nothing while all is well. */
@customElement("duet-peer-badges")
export class DuetPeerBadges extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ type: Boolean }) muted = false;
  @property({ type: Boolean }) weak = false;
  /** On a small picture there is room for the icons only. */
  @property({ type: Boolean, reflect: true }) small = false;

  override render(): TemplateResult {
    const { texts } = this;
    return html`${this.muted ? this.#badge(callIcons.microphoneOff, texts.theirMicrophoneOff) : nothing}
    ${this.weak ? this.#badge(callIcons.weak, texts.theirConnectionWeak) : nothing}`;
  }

  #badge(icon: SVGTemplateResult, words: string): TemplateResult {
    return html`<p>${icon}<span class=${this.small ? "visually-hidden" : ""}>${words}</span></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-peer-badges": DuetPeerBadges;
  }
}
