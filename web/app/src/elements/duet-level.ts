import type { MicrophoneMeter } from "@duet/sdk";
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-level.styles.js";

/** How loud the microphone is, as a row of segments that light up. */
@customElement("duet-level")
export class DuetLevel extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) meter: MicrophoneMeter | undefined;
  @property() label = "";
  @property({ type: Number }) segments = 5;
  @state() private lit = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.meter?.addEventListener("level", this.#follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.meter?.removeEventListener("level", this.#follow);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("meter")) return;
    changed.get("meter")?.removeEventListener("level", this.#follow);
    this.meter?.addEventListener("level", this.#follow);
    this.#follow();
  }

  override render(): TemplateResult {
    const segments = Array.from({ length: this.segments }, (_, index) => html`<i class=${index < this.lit ? "lit" : ""}></i>`);
    return html`<div role="meter" aria-label=${this.label} aria-valuemin="0" aria-valuemax=${this.segments} aria-valuenow=${this.lit}>
      ${segments}
    </div>`;
  }

  /** The eye sees segments, so that nothing is drawn anew while their number stays. */
  readonly #follow = (): void => {
    this.lit = Math.round((this.meter?.level ?? 0) * this.segments);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-level": DuetLevel;
  }
}
