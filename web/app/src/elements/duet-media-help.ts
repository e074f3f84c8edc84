import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { readClient, type Client } from "../browser.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-media-help.styles.js";
import { icons } from "./icons.js";
import { describeMediaProblems, type ProblemWords } from "./media-advice.js";
import { describeConsequence, type Devices } from "./media-problem.js";

/**
 * Why camera or microphone do not work, what to do about it in this browser, and what a call would be like without. Nothing while all is well.
 * @fires duet-retry-media - they shall be asked for again
 */
@customElement("duet-media-help")
export class DuetMediaHelp extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) devices: Devices | undefined;
  /** Default: this browser. */
  @property({ attribute: false }) client: Client = readClient(navigator);

  override render(): TemplateResult {
    return html`<div role="status">${this.devices === undefined ? nothing : this.#notice(this.devices)}</div>`;
  }

  #notice(devices: Devices): TemplateResult | typeof nothing {
    const problems = describeMediaProblems(this.texts, devices, this.client);
    if (problems.length === 0) return nothing;
    const retry = () => this.dispatchEvent(new CustomEvent("duet-retry-media"));
    return html`<section>
      ${problems.map((problem) => this.#problem(problem))}
      <p>${describeConsequence(this.texts, devices)}</p>
      ${
        problems.some((problem) => problem.retry)
          ? html`<button type="button" @click=${retry}>${icons.renew}${this.texts.retryMedia}</button>`
          : nothing
      }
    </section>`;
  }

  #problem({ title, text, steps }: ProblemWords): TemplateResult {
    return html`<h2>${icons.warning}${title}</h2>
      <p>${text}</p>
      ${
        steps.length === 0
          ? nothing
          : html`<ol>
              ${steps.map((step) => html`<li>${step}</li>`)}
            </ol>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-media-help": DuetMediaHelp;
  }
}
