import type { DeviceView, MicrophoneMeter } from "@duet/sdk";
import { html, LitElement, nothing, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DevicesView } from "../controllers/device-controller.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { deviceIcons } from "./device-icons.js";
import "./duet-level.js";
import { styles } from "./duet-preview.styles.js";
import "./duet-video.js";
import { icons } from "./icons.js";

/**
 * How one looks and sounds before the call, with the switches on the picture.
 * @fires duet-toggle-microphone
 * @fires duet-toggle-camera
 * @fires duet-flip-camera
 * @fires duet-open-settings
 */
@customElement("duet-preview")
export class DuetPreview extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) devices: DevicesView | undefined;
  @property({ attribute: false }) stream: MediaStream | undefined;
  @property({ attribute: false }) meter: MicrophoneMeter | undefined;

  override render(): TemplateResult {
    const { texts, devices } = this;
    const camera = devices?.camera;
    return html`<duet-video
        name="preview"
        muted
        filled
        ?mirrored=${camera?.track?.getSettings().facingMode !== "environment"}
        label=${texts.yourPreview}
        .stream=${camera?.track === undefined ? undefined : this.stream}
        >${this.#noPicture(camera)}</duet-video
      >
      <div class="bar">
        <div class="start">${this.#level(devices?.microphone)}</div>
        <div class="switches">${this.#microphone(devices?.microphone)}${this.#camera(camera)}</div>
        <div class="end">
          ${devices?.canFlipCamera === true && camera?.on === true ? this.#small("flip-camera", texts.flipCamera, deviceIcons.flip) : nothing}
          ${this.#small("open-settings", texts.deviceSettings, deviceIcons.settings)}
        </div>
      </div>`;
  }

  #noPicture(camera: DeviceView | undefined): TemplateResult {
    const { texts } = this;
    const isWaiting = camera?.opening ?? true;
    const isFailed = camera?.problem !== undefined;
    const words = isWaiting ? texts.previewOpening : isFailed ? texts.previewOff : texts.cameraIsOff;
    return html`<div class="empty ${isWaiting ? "waiting" : ""}">${isWaiting ? icons.camera : icons.noCamera}<span>${words}</span></div>`;
  }

  #level(microphone: DeviceView | undefined): TemplateResult | typeof nothing {
    if (microphone?.on !== true) return nothing;
    return html`<duet-level label=${this.texts.microphoneLevel} .meter=${this.meter}></duet-level>`;
  }

  #microphone(microphone: DeviceView | undefined): TemplateResult {
    const { texts } = this;
    const isOn = microphone?.on === true || microphone?.opening === true;
    const name = isOn ? texts.turnMicrophoneOff : texts.turnMicrophoneOn;
    return this.#switch("toggle-microphone", name, isOn ? deviceIcons.microphone : deviceIcons.noMicrophone, microphone);
  }

  #camera(camera: DeviceView | undefined): TemplateResult {
    const { texts } = this;
    const isOn = camera?.on === true || camera?.opening === true;
    const name = isOn ? texts.turnCameraOff : texts.turnCameraOn;
    return this.#switch("toggle-camera", name, isOn ? icons.camera : icons.noCamera, camera);
  }

  #switch(event: string, name: string, icon: SVGTemplateResult, device: DeviceView | undefined): TemplateResult {
    const isOn = device?.on === true || device?.opening === true;
    const isLacking = device?.problem !== undefined && device.track === undefined;
    const classes = `switch ${isOn ? "" : "off"} ${isLacking ? "lacking" : ""}`;
    return html`<button type="button" class=${classes} aria-label=${name} title=${name} @click=${this.#fire(event)}>${icon}</button>`;
  }

  #small(event: string, name: string, icon: SVGTemplateResult): TemplateResult {
    return html`<button type="button" class="small" aria-label=${name} title=${name} @click=${this.#fire(event)}>${icon}</button>`;
  }

  #fire(event: string): () => void {
    return () => {
      this.dispatchEvent(new CustomEvent(`duet-${event}`));
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-preview": DuetPreview;
  }
}
