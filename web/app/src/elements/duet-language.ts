import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { languageNames, languages, type Language } from "../i18n/languages.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-language.styles.js";
import { icons } from "./icons.js";

/** @fires duet-language - with the language that was chosen as detail */
@customElement("duet-language")
export class DuetLanguage extends LitElement {
  static override styles = [controls, styles];

  @property() language: Language = "en";
  @property() label = "";

  override render(): TemplateResult {
    return html`<label>
      ${icons.globe}
      <select aria-label=${this.label} @change=${this.#choose}>
        ${languages.map((tag) => html`<option value=${tag} lang=${tag} ?selected=${tag === this.language}>${languageNames[tag]}</option>`)}
      </select>
      ${icons.chevron}
    </label>`;
  }

  #choose(event: Event): void {
    const detail = languages.find((tag) => tag === (event.target as HTMLSelectElement).value);
    if (detail !== undefined) this.dispatchEvent(new CustomEvent("duet-language", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-language": DuetLanguage;
  }
}
