import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { shortcutKeys } from "../controllers/shortcut-controller.js";
import { chatTexts } from "../i18n/chat-texts.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import "./duet-dialog.js";
import { styles } from "./duet-shortcuts.styles.js";

/**
 * The list of keys, and the switch that turns them off.
 * @fires duet-shortcuts - with whether they shall be on as detail
 * @fires duet-close - it was closed
 */
@customElement("duet-shortcuts")
export class DuetShortcuts extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  /** Whether the keys do anything. */
  @property({ type: Boolean }) on = true;
  /** The call is in a page of somebody else. */
  @property({ type: Boolean }) embedded = false;

  override render(): TemplateResult {
    const { texts } = this;
    const close = () => this.dispatchEvent(new CustomEvent("duet-close"));
    return html`<duet-dialog heading=${texts.shortcuts} closeLabel=${texts.close} .open=${true} @duet-close=${close}>
      <div class="body">
        <label>
          <span>${texts.shortcutsOn}</span>
          <input type="checkbox" role="switch" .checked=${this.on} @change=${this.#switch} />
        </label>
        ${this.embedded ? html`<p>${texts.shortcutsEmbedded}</p>` : nothing}
        <dl class=${this.on ? "" : "idle"}>
          ${this.#keys().map(
            ([key, meaning]) =>
              html`<div>
                <dt>${meaning}</dt>
                <dd><kbd>${key}</kbd></dd>
              </div>`,
          )}
        </dl>
      </div>
    </duet-dialog>`;
  }

  #keys(): readonly (readonly [string, string])[] {
    const { texts } = this;
    return [
      [shortcutKeys.microphone, texts.shortcutMute],
      [texts.space, texts.shortcutTalk],
      [shortcutKeys.camera, texts.shortcutCamera],
      [shortcutKeys.share, texts.shortcutShare],
      [shortcutKeys.chat, chatTexts[texts.tag].chat],
      [shortcutKeys.swap, texts.shortcutSwap],
      [shortcutKeys["full-screen"], texts.enterFullScreen],
      [shortcutKeys["picture-in-picture"], texts.pictureInPicture],
      [shortcutKeys.statistics, texts.statistics],
      [shortcutKeys.list, texts.shortcutList],
    ];
  }

  #switch({ target }: Event): void {
    this.dispatchEvent(new CustomEvent("duet-shortcuts", { detail: (target as HTMLInputElement).checked }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-shortcuts": DuetShortcuts;
  }
}
