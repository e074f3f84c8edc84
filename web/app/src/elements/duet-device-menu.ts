import type { DeviceChoice, DeviceView, MicrophoneMeter } from "@duet/sdk";
import { html, LitElement, nothing, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { DevicesView } from "../controllers/device-controller.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { deviceIcons } from "./device-icons.js";
import { styles } from "./duet-device-menu.styles.js";
import "./duet-level.js";
import { icons } from "./icons.js";
import { describeReplacements } from "./media-problem.js";

interface Menu {
  readonly name: string;
  readonly label: string;
  readonly icon: SVGTemplateResult;
  readonly choices: readonly DeviceChoice[];
  readonly chosen: string | undefined;
  /** What stands there when there is nothing to choose. */
  readonly empty: string;
}

/**
 * Which camera, which microphone, which speaker: as a form with meter and test, or, `compact`, as a row of three.
 * Its events bubble, so that whoever holds the devices may listen where it likes.
 * @fires duet-choose-camera - with the device id as detail, as do the next two; an empty one is the system's own speaker
 * @fires duet-choose-microphone
 * @fires duet-choose-speaker
 * @fires duet-test-speaker - a chime shall be played on the speaker
 */
@customElement("duet-device-menu")
export class DuetDeviceMenu extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) devices: DevicesView | undefined;
  @property({ attribute: false }) meter: MicrophoneMeter | undefined;
  @property({ type: Boolean, reflect: true }) compact = false;

  override render(): TemplateResult | typeof nothing {
    const { devices, texts } = this;
    if (devices === undefined) return nothing;
    const microphone = this.#menu({
      name: "microphone",
      label: texts.microphone,
      icon: deviceIcons.microphone,
      choices: devices.microphones,
      chosen: devices.microphone.deviceId,
      empty: this.#nothing(devices.microphone, texts.microphone),
    });
    const camera = this.#menu({
      name: "camera",
      label: texts.camera,
      icon: icons.camera,
      choices: devices.cameras,
      chosen: devices.camera.deviceId,
      empty: this.#nothing(devices.camera, texts.camera),
    });
    if (this.compact) return html`${microphone}${devices.canChooseSpeaker ? this.#speaker(devices) : nothing}${camera}`;
    return html`${microphone}${this.#meter(devices.microphone)}
      <div class="speaker">${this.#speaker(devices)}${this.#test(devices)}</div>
      <p class="hint" role="status">${this.#speakerWords(devices)}</p>
      ${camera} ${describeReplacements(texts, devices).map((words) => html`<p class="hint">${words}</p>`)}`;
  }

  #menu({ name, label, icon, choices, chosen, empty }: Menu): TemplateResult {
    const { texts } = this;
    const options = choices.map(
      ({ deviceId, label: device }, index) =>
        html`<option value=${deviceId} ?selected=${deviceId === chosen}>${device || texts.deviceNumber(String(index + 1))}</option>`,
    );
    const selected = choices.find(({ deviceId }) => deviceId === chosen)?.deviceId ?? choices[0]?.deviceId ?? "";
    const choose = (event: Event) => {
      this.#tell(`duet-choose-${name}`, (event.target as HTMLSelectElement).value);
    };
    return html`<label for=${name}>${label}</label>
      <div class="field">
        ${icon}
        <select id=${name} aria-label=${label} ?disabled=${choices.length === 0} .value=${live(selected)} @change=${choose}>
          ${choices.length === 0 ? html`<option value="">${empty}</option>` : options}
        </select>
        ${icons.chevron}
      </div>`;
  }

  /** Some browsers list the system's own choice as a device; to the others it is added. */
  #speaker({ speakers, speakerId, canChooseSpeaker }: DevicesView): TemplateResult {
    const { texts } = this;
    const isListed = speakers.some(({ deviceId }) => deviceId === "default");
    return this.#menu({
      name: "speaker",
      label: texts.speaker,
      icon: icons.speaker,
      choices: canChooseSpeaker ? [...(isListed ? [] : [{ deviceId: "", label: texts.systemSpeaker }]), ...speakers] : [],
      chosen: speakerId ?? (isListed ? "default" : ""),
      empty: texts.systemSpeaker,
    });
  }

  #meter(microphone: DeviceView): TemplateResult | typeof nothing {
    if (microphone.track === undefined) return nothing;
    const { texts } = this;
    return html`<div class="meter">
      <duet-level segments="16" label=${texts.microphoneLevel} .meter=${this.meter}></duet-level>
      <p class="hint">${microphone.on ? texts.speakToTest : texts.microphoneIsOff}</p>
    </div>`;
  }

  #test({ speakerTest }: DevicesView): TemplateResult {
    const test = () => {
      this.#tell("duet-test-speaker", undefined);
    };
    return html`<button type="button" class="quiet ${speakerTest}" @click=${test}>${this.texts.testSpeaker}</button>`;
  }

  #speakerWords({ speakerTest, canChooseSpeaker }: DevicesView): string {
    const { texts } = this;
    if (speakerTest === "playing") return texts.testingSpeaker;
    if (speakerTest === "failed") return texts.speakerFailed;
    return canChooseSpeaker ? "" : texts.speakerBySystem;
  }

  /** While there is no list and no problem either, the kind of device stands for all of them. */
  #nothing({ problem }: DeviceView, kind: string): string {
    if (problem === undefined) return kind;
    return problem.code === "media-missing" ? this.texts.noneFound : this.texts.notAllowed;
  }

  #tell(event: string, detail: string | undefined): void {
    this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-device-menu": DuetDeviceMenu;
  }
}
