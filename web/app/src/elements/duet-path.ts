import type { ConnectionPath } from "@duet/sdk";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { DisclosureController } from "../controllers/disclosure-controller.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { disclosure } from "../styles/disclosure.styles.js";
import { icons } from "./icons.js";

/** Which way sound and picture take, in two words; what that means to those who ask by mouse, finger or keyboard. Nothing while it is not known. */
@customElement("duet-path")
export class DuetPath extends LitElement {
  static override styles = [controls, disclosure];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) path: ConnectionPath | null = null;
  readonly #meaning = new DisclosureController(this);

  override willUpdate(): void {
    if (this.path === null) this.#meaning.close();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.path === null) return nothing;
    const words = pathWords(this.texts, this.path);
    const { open } = this.#meaning;
    return html`<button
        type="button"
        aria-label=${this.texts.path(words.name)}
        aria-expanded=${open}
        aria-describedby="meaning"
        @click=${this.#meaning.press}
      >
        ${this.path.kind === "direct" ? icons.direct : icons.relayed}${words.name}
      </button>
      <p id="meaning" role="tooltip" ?hidden=${!open}>${words.meaning}</p>`;
  }
}

function pathWords(texts: Messages, path: ConnectionPath): { readonly name: string; readonly meaning: string } {
  if (path.kind === "direct") return { name: texts.pathDirect, meaning: texts.pathDirectMeaning };
  switch (path.protocol) {
    case null:
      return { name: texts.pathRelayed, meaning: texts.pathRelayedMeaning };
    case "udp":
      return { name: texts.pathRelayedOver("UDP"), meaning: texts.pathRelayedMeaning };
    case "tcp":
      return { name: texts.pathRelayedOver("TCP"), meaning: texts.pathRelayedStreamMeaning };
    case "tls":
      return { name: texts.pathRelayedOver("TLS"), meaning: texts.pathRelayedStreamMeaning };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-path": DuetPath;
  }
}
