import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { controls } from "../styles/controls.styles.js";
import { callIcons } from "./call-icons.js";
import { styles } from "./duet-dialog.styles.js";

/**
 * A modal dialog over the call; the browser keeps the focus in it, closes it with Escape, and gives the focus back.
 * @fires duet-close - it was closed, however that came about
 */
@customElement("duet-dialog")
export class DuetDialog extends LitElement {
  static override styles = [controls, styles];

  @property() heading = "";
  @property() closeLabel = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    const close = () => {
      this.dialog.close();
    };
    return html`<dialog aria-labelledby="heading" @click=${this.#closeFromBeside} @close=${this.#tell}>
      <div class="sheet">
        <header>
          <h2 id="heading">${this.heading}</h2>
          <button type="button" class="close" aria-label=${this.closeLabel} @click=${close}>${callIcons.close}</button>
        </header>
        <slot></slot>
      </div>
    </dialog>`;
  }

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  /** The sheet covers the dialog: what is clicked outside of it is the backdrop. */
  #closeFromBeside(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }

  #tell(): void {
    this.dispatchEvent(new CustomEvent("duet-close"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-dialog": DuetDialog;
  }
}
