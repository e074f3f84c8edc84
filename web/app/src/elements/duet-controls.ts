import { html, LitElement, nothing, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { FocusController } from "../controllers/focus-controller.js";
import { shortcutKeys, type Shortcut } from "../controllers/shortcut-controller.js";
import { chatTexts } from "../i18n/chat-texts.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { callIcons } from "./call-icons.js";
import { styles } from "./duet-controls.styles.js";
import "./duet-menu.js";
import type { DuetMenu } from "./duet-menu.js";
import { icons } from "./icons.js";
import type { DevicePresence } from "./presence.js";

/** What the controls ask for; a shortcut asks for the same. */
export type ControlAction = Exclude<Shortcut, "share"> | "flip-camera" | "settings" | "move-self" | "stop-sharing";

/**
 * The row of buttons on the picture. What the row has no room for is in its menu.
 * @fires duet-action - with the `ControlAction` as detail
 * @fires duet-share - with `text` or `motion` as detail
 * @fires duet-leave - the person has had enough
 * @fires duet-menu-toggle - with whether a menu is open now as detail
 */
@customElement("duet-controls")
export class DuetControls extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property() microphone: DevicePresence = "on";
  @property() camera: DevicePresence = "on";
  /** Someone is there to show a screen to, and the browser can. */
  @property({ type: Boolean }) canShare = false;
  @property({ type: Boolean }) sharing = false;
  /** There is something to read, or somebody to write to. */
  @property({ type: Boolean }) canChat = false;
  @property({ type: Boolean }) canFlip = false;
  /** The small picture is there, and in a corner. */
  @property({ type: Boolean }) canMove = false;
  @property({ type: Boolean }) canFullScreen = false;
  @property({ type: Boolean }) fullScreen = false;
  @property({ type: Boolean }) canPictureInPicture = false;
  @property({ type: Boolean }) inPicture = false;
  /** There is a call to measure. */
  @property({ type: Boolean }) canMeasure = false;
  @property({ type: Boolean }) hasSettings = false;
  /** Whether keys do what the hints say they do. */
  @property({ type: Boolean }) keys = true;
  @query("duet-menu.share") private readonly shareMenu!: DuetMenu | null;
  @query(".row") private readonly row!: HTMLElement;

  constructor() {
    super();
    new FocusController(this, () => this.row);
  }

  override render(): TemplateResult {
    const { texts } = this;
    return html`<div class="row" part="row" role="group" tabindex="-1" aria-label=${texts.controls}>
      ${this.#microphone()} ${this.#camera()}
      ${this.canFlip ? this.#tool("flip-camera", texts.flipCamera, callIcons.flip, "narrow-last") : nothing} ${this.#share()}
      ${this.canChat ? this.#tool("chat", chatTexts[texts.tag].chat, callIcons.chat, "roomy") : nothing} ${this.#more()}
      <button type="button" class="tool leave" aria-label=${texts.leave} data-tip=${texts.leave} @click=${this.#leave}>
        ${icons.leave}
      </button>
    </div>`;
  }

  /** As a key asks for it: the choice between text and motion is opened, or the sharing stopped. */
  share(): void {
    if (this.sharing) this.#act("stop-sharing");
    else void this.shareMenu?.show();
  }

  #microphone(): TemplateResult {
    const { texts, microphone } = this;
    const label = { on: texts.mute, off: texts.unmute, none: texts.noMicrophone }[microphone];
    return this.#tool(
      "microphone",
      label,
      microphone === "on" ? callIcons.microphone : callIcons.microphoneOff,
      microphone === "on" ? "" : "off",
    );
  }

  #camera(): TemplateResult {
    const { texts, camera } = this;
    const label = { on: texts.turnCameraOff, off: texts.turnCameraOn, none: texts.noCamera }[camera];
    return this.#tool("camera", label, camera === "on" ? icons.camera : icons.noCamera, camera === "on" ? "" : "off");
  }

  #share(): TemplateResult | typeof nothing {
    const { texts } = this;
    if (this.sharing) return this.#tool("stop-sharing", texts.stopSharing, callIcons.stopSharing, "active roomy", "share");
    if (!this.canShare) return nothing;
    return html`<duet-menu class="share roomy" label=${texts.shareScreen} key=${this.#key("share")}>
      ${slotted(callIcons.share)} ${this.#shareItem("text", texts.shareText, texts.shareTextMeaning)}
      ${this.#shareItem("motion", texts.shareMotion, texts.shareMotionMeaning)}
    </duet-menu>`;
  }

  #shareItem(content: "text" | "motion", name: string, meaning: string): TemplateResult {
    const share = () => this.dispatchEvent(new CustomEvent("duet-share", { detail: content }));
    return html`<button type="button" role="menuitem" tabindex="-1" @click=${share}>
      ${callIcons[content]}<span class="words">${name}<small>${meaning}</small></span>
    </button>`;
  }

  #more(): TemplateResult {
    const { texts } = this;
    const share = (content: "text" | "motion", name: string) =>
      html`<button
        type="button"
        role="menuitem"
        tabindex="-1"
        class="only-crowded"
        @click=${() => this.dispatchEvent(new CustomEvent("duet-share", { detail: content }))}
      >
        ${callIcons[content]}${name}
      </button>`;
    return html`<duet-menu class="more" label=${texts.more}>
      ${slotted(callIcons.more)} ${this.canChat ? this.#item("chat", chatTexts[texts.tag].chat, callIcons.chat, "only-crowded") : nothing}
      ${this.canShare && !this.sharing ? html`${share("text", texts.shareAsText)}${share("motion", texts.shareAsMotion)}` : nothing}
      ${this.sharing ? this.#item("stop-sharing", texts.stopSharing, callIcons.stopSharing, "only-crowded") : nothing}
      ${this.canFlip ? this.#item("flip-camera", texts.flipCamera, callIcons.flip, "only-narrow") : nothing}
      ${this.hasSettings ? this.#item("settings", texts.settings, callIcons.settings) : nothing}
      ${
        this.canFullScreen
          ? this.#item(
              "full-screen",
              this.fullScreen ? texts.leaveFullScreen : texts.enterFullScreen,
              this.fullScreen ? callIcons.leaveFullScreen : callIcons.fullScreen,
            )
          : nothing
      }
      ${
        this.canPictureInPicture
          ? this.#item(
              "picture-in-picture",
              this.inPicture ? texts.closePictureInPicture : texts.pictureInPicture,
              callIcons.pictureInPicture,
            )
          : nothing
      }
      ${this.canMove ? this.#item("move-self", texts.moveSelf, callIcons.move) : nothing}
      ${this.canMeasure ? this.#item("statistics", texts.statistics, callIcons.statistics) : nothing}
      ${this.#item("list", texts.shortcuts, callIcons.keyboard, "only-keys")}
    </duet-menu>`;
  }

  #tool(action: ControlAction, label: string, icon: SVGTemplateResult, classes: string, shortcut: string = action): TemplateResult {
    return html`<button
      type="button"
      class="tool ${classes}"
      aria-label=${label}
      data-tip=${label}
      data-key=${this.#key(shortcut)}
      aria-keyshortcuts=${this.#key(shortcut) || nothing}
      @click=${() => {
        this.#act(action);
      }}
    >
      ${icon}
    </button>`;
  }

  #item(action: ControlAction, label: string, icon: SVGTemplateResult, classes = ""): TemplateResult {
    const key = this.#key(action);
    return html`<button
      type="button"
      role="menuitem"
      tabindex="-1"
      class=${classes}
      aria-keyshortcuts=${key || nothing}
      @click=${() => {
        this.#act(action);
      }}
    >
      ${icon}<span>${label}</span>${key === "" ? nothing : html`<kbd aria-hidden="true">${key}</kbd>`}
    </button>`;
  }

  #key(action: string): string {
    return this.keys && action in shortcutKeys ? shortcutKeys[action as Shortcut] : "";
  }

  #act(action: ControlAction): void {
    this.dispatchEvent(new CustomEvent("duet-action", { detail: action }));
  }

  #leave(): void {
    this.dispatchEvent(new CustomEvent("duet-leave"));
  }
}

/** The icon as what the menu's button shows. */
function slotted(icon: SVGTemplateResult): TemplateResult {
  return html`<span class="face" slot="face">${icon}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-controls": DuetControls;
  }
}
