import type { PathResult, TestedPath } from "@duet/sdk";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ConnectionTestController } from "../controllers/connection-test-controller.js";
import { connectionTestTexts } from "../i18n/connection-test-texts.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { connectionVerdict } from "./connection-verdict.js";
import { deviceIcons } from "./device-icons.js";
import { styles } from "./duet-connection-test.styles.js";
import "./duet-dialog.js";
import { icons } from "./icons.js";

const names = {
  "direct-udp": ["pathDirectUdp", "pathDirectUdpMeaning"],
  "relay-udp": ["pathRelayUdp", "pathRelayUdpMeaning"],
  "relay-tcp": ["pathRelayTcp", "pathRelayTcpMeaning"],
  "relay-tls": ["pathRelayTls", "pathRelayTlsMeaning"],
} as const satisfies Record<TestedPath, readonly (keyof typeof connectionTestTexts.en)[]>;

/**
 * Which ways a call could take from here, and what that means, in a window. The test begins with it, and ends with it.
 * @fires duet-close - it was closed
 */
@customElement("duet-connection-test")
export class DuetConnectionTest extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property() server = "";
  @property({ type: Boolean }) open = false;
  readonly #test = new ConnectionTestController(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("open")) return;
    if (this.open) void this.#test.start(this.server);
    else this.#test.stop();
  }

  override render(): TemplateResult {
    const texts = this.#texts;
    const test = this.#test.view;
    const close = () => {
      this.open = false;
      this.dispatchEvent(new CustomEvent("duet-close"));
    };
    const again = () => this.#test.start(this.server);
    return html`<duet-dialog heading=${texts.connectionHeading} closeLabel=${this.texts.close} .open=${this.open} @duet-close=${close}>
      <div class="verdict ${connectionVerdict(test)}" role="status">${this.#summary()}</div>
      ${
        test.state === "failed"
          ? nothing
          : html`<ul>
              ${(Object.keys(names) as TestedPath[]).map((path) => this.#path(path))}
            </ul>`
      }
      <button type="button" class="quiet" ?disabled=${test.state === "running"} @click=${again}>${icons.renew}${texts.testAgain}</button>
    </duet-dialog>`;
  }

  get #texts(): typeof connectionTestTexts.en {
    return connectionTestTexts[this.texts.tag];
  }

  #summary(): TemplateResult {
    const texts = this.#texts;
    const [heading, text] = {
      running: [texts.connectionTesting, texts.connectionIntro],
      good: [texts.connectionGood, texts.connectionGoodText],
      relayed: [texts.connectionRelayed, texts.connectionRelayedText],
      slow: [texts.connectionSlow, texts.connectionSlowText],
      none: [texts.connectionNone, texts.connectionNoneText],
      failed: [texts.connectionFailed, texts.connectionFailedText],
    }[connectionVerdict(this.#test.view)] as [string, string];
    return html`<h3>${heading}</h3>
      <p>${text}</p>`;
  }

  #path(path: TestedPath): TemplateResult {
    const [name, meaning] = names[path];
    const result = this.#test.view.results.find((each) => each.path === path);
    return html`<li>
      <div>
        <strong>${this.#texts[name]}</strong>
        <span>${this.#texts[meaning]}</span>
      </div>
      ${this.#verdict(result)}
    </li>`;
  }

  #verdict(result: PathResult | undefined): TemplateResult {
    const texts = this.#texts;
    switch (result?.verdict) {
      case undefined:
        return html`<p class="testing"><i></i>${texts.verdictTesting}</p>`;
      case "works": {
        const { milliseconds } = result;
        const words = milliseconds === undefined ? texts.verdictWorks : texts.verdictWorksIn(String(Math.max(1, Math.round(milliseconds))));
        return html`<p class="works">${icons.check}${words}</p>`;
      }
      case "blocked":
        return html`<p class="blocked">${deviceIcons.blocked}${texts.verdictBlocked}</p>`;
      case "unavailable":
        return html`<p class="unavailable">${deviceIcons.minus}${texts.verdictUnavailable}</p>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-connection-test": DuetConnectionTest;
  }
}
