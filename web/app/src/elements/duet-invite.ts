import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { copyText } from "../copy-text.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-invite.styles.js";
import { icons } from "./icons.js";

/** The room's link, to copy. */
@customElement("duet-invite")
export class DuetInvite extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property() link = "";
  @state() private result: "none" | "copied" | "failed" = "none";
  @query("input") private readonly input!: HTMLInputElement;

  override render(): TemplateResult {
    const { texts } = this;
    const select = () => {
      this.input.select();
    };
    return html`<div class="row">
        <input readonly aria-label=${texts.link} .value=${this.link} @focus=${select} />
        <button type="button" @click=${this.#copy}>${this.result === "copied" ? icons.check : icons.copy}${texts.copyLink}</button>
      </div>
      <p role="status">${{ none: "", copied: texts.copied, failed: texts.copyFailed }[this.result]}</p>`;
  }

  async #copy(): Promise<void> {
    this.result = (await copyText(this.link)) ? "copied" : "failed";
    if (this.result === "failed") this.input.select();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-invite": DuetInvite;
  }
}
