import type { ConnectionPath } from "@duet/sdk";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-path.styles.js";
import { icons } from "./icons.js";

/** Which way sound and picture take, in two words; what that means to those who ask by mouse, finger or keyboard. Nothing while it is not known. */
@customElement("duet-path")
export class DuetPath extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) path: ConnectionPath | null = null;
  @state() private hovered = false;
  @state() private pressed = false;

  constructor() {
    super();
    this.addEventListener("pointerenter", this.#hover);
    this.addEventListener("pointerleave", this.#hover);
    this.addEventListener("focusout", this.#close);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#closeByKey);
    addEventListener("pointerdown", this.#closeFromElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#closeByKey);
    removeEventListener("pointerdown", this.#closeFromElsewhere);
    this.#close();
  }

  override willUpdate(): void {
    if (this.path === null) this.#close();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.path === null) return nothing;
    const words = pathWords(this.texts, this.path);
    const open = this.hovered || this.pressed;
    return html`<button
        type="button"
        aria-label=${this.texts.path(words.name)}
        aria-expanded=${open}
        aria-describedby="meaning"
        @click=${this.#press}
      >
        ${this.path.kind === "direct" ? icons.direct : icons.relayed}${words.name}
      </button>
      <p id="meaning" role="tooltip" ?hidden=${!open}>${words.meaning}</p>`;
  }

  #press(): void {
    this.pressed = !this.pressed;
  }

  /** A finger also enters before it taps: only what can hover counts. */
  readonly #hover = ({ type, pointerType }: PointerEvent): void => {
    this.hovered = type === "pointerenter" && pointerType === "mouse";
  };

  readonly #closeByKey = ({ key }: KeyboardEvent): void => {
    if (key === "Escape") this.#close();
  };

  readonly #closeFromElsewhere = (event: PointerEvent): void => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  readonly #close = (): void => {
    this.hovered = false;
    this.pressed = false;
  };
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
