import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { styles } from "./duet-qr.styles.js";

interface Code {
  readonly size: number;
  readonly path: string;
}

/** Free space around a code, in modules, without which readers do not find it. */
const margin = 4;

/** A text as a QR code. What draws it is loaded when the first one is wanted. */
@customElement("duet-qr")
export class DuetQr extends LitElement {
  static override styles = styles;

  @property() text = "";
  @property() label = "";
  @state() private code: Code | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("text")) void this.#draw(this.text);
  }

  override render(): TemplateResult | typeof nothing {
    const { code } = this;
    if (code === undefined) return nothing;
    const side = code.size + 2 * margin;
    return html`<svg viewBox="${-margin} ${-margin} ${side} ${side}" role="img" aria-label=${this.label} shape-rendering="crispEdges">
      ${svg`<path d=${code.path} />`}
    </svg>`;
  }

  async #draw(text: string): Promise<void> {
    const [{ generate }, { toSvgPath }] = await Promise.all([import("lean-qr"), import("lean-qr/extras/svg")]);
    if (text !== this.text) return;
    const bitmap = generate(text);
    this.code = { size: bitmap.size, path: toSvgPath(bitmap) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-qr": DuetQr;
  }
}
