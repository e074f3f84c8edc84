import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import type { OtherTab } from "../tabs/lookout.js";
import { styles } from "./duet-second-tab.styles.js";

/**
 * Around the button that joins: says where else this person has the call, and lets somebody else join beside them. Nothing more than the
 * button while there is no such tab.
 * @slot - the button that joins
 * @fires duet-join-beside - somebody else shall join from here
 */
@customElement("duet-second-tab")
export class DuetSecondTab extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) found: OtherTab | undefined;

  override render(): TemplateResult {
    const { texts, found } = this;
    const join = () => this.dispatchEvent(new CustomEvent("duet-join-beside"));
    const words = { living: texts.inOtherTab, crashed: texts.crashedTab };
    return html`<div role="status">${found === undefined ? nothing : html`<p>${words[found]}</p>`}</div>
      <slot></slot>
      ${found === undefined ? nothing : html`<button type="button" @click=${join}>${texts.joinBeside}</button>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-second-tab": DuetSecondTab;
  }
}
