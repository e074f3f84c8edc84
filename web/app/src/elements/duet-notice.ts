import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-notice.styles.js";
import { sign } from "./icons.js";

/**
 * A screen that says what happened and what can be done about it.
 * @fires duet-primary - the button that most people want
 * @fires duet-secondary - the other one; a button without a text is not there
 */
@customElement("duet-notice")
export class DuetNotice extends LitElement {
  static override styles = [controls, styles];

  @property() heading = "";
  @property() text = "";
  /** What else may be of interest. */
  @property() detail = "";
  @property() room = "";
  @property() primary = "";
  @property() secondary = "";
  /** Draws both discs of the sign full: two people are there. */
  @property({ type: Boolean, reflect: true }) both = false;

  override render(): TemplateResult {
    return html`${sign}
      <h1 tabindex="-1">${this.heading}</h1>
      ${this.room === "" ? nothing : html`<p class="room">${this.room}</p>`}
      <p>${this.text}</p>
      ${this.detail === "" ? nothing : html`<p class="detail">${this.detail}</p>`}
      <div class="actions">${this.#button("primary", this.primary)}${this.#button("secondary", this.secondary)}</div>`;
  }

  /** The screen is new: whoever uses keyboard or screen reader begins at what it says. */
  override firstUpdated(): void {
    this.renderRoot.querySelector("h1")?.focus();
  }

  #button(role: "primary" | "secondary", text: string): TemplateResult | typeof nothing {
    if (text === "") return nothing;
    const choose = () => this.dispatchEvent(new CustomEvent(`duet-${role}`));
    return html`<button type="button" class=${role === "primary" ? "primary" : "quiet"} @click=${choose}>${text}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-notice": DuetNotice;
  }
}
