import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { copyText } from "../copy-text.js";
import { en, type Messages } from "../i18n/en.js";
import { canShare, share } from "../share.js";
import { controls } from "../styles/controls.styles.js";
import { deviceIcons } from "./device-icons.js";
import { styles } from "./duet-invite.styles.js";
import "./duet-qr.js";
import { icons } from "./icons.js";

/** The room's link: to copy, to hand to another app, or to be read by the camera of a phone. Made for a dark ground, unless it lies on `paper`. */
@customElement("duet-invite")
export class DuetInvite extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property() link = "";
  /** It lies on the page's own ground. */
  @property({ type: Boolean, reflect: true }) paper = false;
  @state() private result: "none" | "copied" | "failed" = "none";
  @state() private codeShown = false;
  @query("input") private readonly input!: HTMLInputElement;

  override render(): TemplateResult {
    const { texts } = this;
    const select = () => {
      this.input.select();
    };
    return html`<input readonly aria-label=${texts.link} .value=${this.link} @focus=${select} />
      <div class="actions">
        <button type="button" class="copy" @click=${this.#copy}>
          ${this.result === "copied" ? icons.check : icons.copy}${texts.copyLink}
        </button>
        ${canShare(this.link) ? html`<button type="button" @click=${this.#share}>${deviceIcons.share}${texts.share}</button>` : nothing}
        <button type="button" aria-expanded=${this.codeShown} @click=${this.#toggleCode}>${deviceIcons.code}${texts.showCode}</button>
      </div>
      ${this.codeShown ? html`<duet-qr text=${this.link} label=${texts.codeMeaning}></duet-qr>` : nothing}
      <p role="status">${{ none: "", copied: texts.copied, failed: texts.copyFailed }[this.result]}</p>`;
  }

  async #copy(): Promise<void> {
    this.result = (await copyText(this.link)) ? "copied" : "failed";
    if (this.result === "failed") this.input.select();
  }

  #share(): void {
    void share(this.texts.shareTitle, this.link);
  }

  #toggleCode(): void {
    this.codeShown = !this.codeShown;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-invite": DuetInvite;
  }
}
