import type { MicrophoneMeter } from "@duet/sdk";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DevicesView } from "../controllers/device-controller.js";
import { en, type Messages } from "../i18n/en.js";
import "./duet-device-menu.js";
import "./duet-dialog.js";

/**
 * The device menu in a window of its own, before the call and in it.
 * @fires duet-close - it was closed; the events of `<duet-device-menu>` pass through
 */
@customElement("duet-settings")
export class DuetSettings extends LitElement {
  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) devices: DevicesView | undefined;
  @property({ attribute: false }) meter: MicrophoneMeter | undefined;
  @property({ type: Boolean }) open = false;

  override render(): TemplateResult {
    const close = () => {
      this.open = false;
      this.dispatchEvent(new CustomEvent("duet-close"));
    };
    return html`<duet-dialog heading=${this.texts.settingsHeading} closeLabel=${this.texts.close} .open=${this.open} @duet-close=${close}>
      <duet-device-menu .texts=${this.texts} .devices=${this.devices} .meter=${this.meter}></duet-device-menu>
    </duet-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-settings": DuetSettings;
  }
}
