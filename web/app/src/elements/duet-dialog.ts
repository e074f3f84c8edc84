import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "../styles/controls.styles.js";
import { deviceIcons } from "./device-icons.js";
import { styles } from "./duet-dialog.styles.js";

/**
 * A window over the page, for what is slotted: beside a picture on wide screens, from below on phones. Holds the focus while it is open and gives
 * it back when it closes; Escape and a click beside it close it.
 * @fires duet-close - it was closed
 */
@customElement("duet-dialog")
export class DuetDialog extends LitElement {
  static override styles = [controls, styles];

  @property({ type: Boolean, reflect: true }) open = false;
  @property() heading = "";
  @property() closeLabel = "";

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.#onClose} @click=${this.#closeBeside}>
      <div class="sheet">
        <header>
          <h2 id="heading">${this.heading}</h2>
          <button type="button" aria-label=${this.closeLabel} title=${this.closeLabel} @click=${this.#close}>${deviceIcons.close}</button>
        </header>
        <slot></slot>
      </div>
    </dialog>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("open")) return;
    const dialog = this.renderRoot.querySelector("dialog");
    if (this.open && dialog?.open === false) dialog.showModal();
    else if (!this.open && dialog?.open === true) dialog.close();
  }

  #close(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }

  #onClose(): void {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent("duet-close"));
  }

  /** The sheet covers the dialog: what hits the dialog itself is beside it. */
  #closeBeside({ target }: Event): void {
    if (target instanceof HTMLDialogElement) target.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-dialog": DuetDialog;
  }
}
