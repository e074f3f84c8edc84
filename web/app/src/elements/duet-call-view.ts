import type { ConnectionPath } from "@duet/sdk";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-call-view.styles.js";
import "./duet-invite.js";
import "./duet-path.js";
import "./duet-video.js";
import type { DuetVideo } from "./duet-video.js";
import { icons, sign } from "./icons.js";

export type CallPhase = "joining" | "waiting" | "connecting" | "connected";

/**
 * The call: the other person large, oneself small.
 * @fires duet-leave - the person has had enough
 */
@customElement("duet-call-view")
export class DuetCallView extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property() phase: CallPhase = "joining";
  @property() link = "";
  @property({ attribute: false }) localStream: MediaStream | undefined;
  @property({ attribute: false }) remoteStream: MediaStream | undefined;
  @property({ type: Boolean }) peerLeft = false;
  @property({ type: Boolean }) serverLost = false;
  /** `null` while it is not known. */
  @property({ attribute: false }) path: ConnectionPath | null = null;
  /** The media was there before: connecting is a repair. */
  @property({ type: Boolean }) repairing = false;
  @state() private blocked = false;
  @query(".remote") private readonly remote!: DuetVideo;
  @query("section") private readonly stage!: HTMLElement;

  override render(): TemplateResult {
    const { texts } = this;
    const shown = this.phase === "connected" || this.repairing;
    const leave = () => this.dispatchEvent(new CustomEvent("duet-leave"));
    return html`<section tabindex="-1" aria-label=${texts.call}>
      <duet-video
        class="remote ${shown ? "shown" : ""}"
        name="remote-video"
        label=${texts.theirPicture}
        .stream=${this.remoteStream}
        @duet-playback-blocked=${this.#block}
      >
        <div class="absent">${icons.person}<span>${texts.theirCameraOff}</span></div>
      </duet-video>
      ${shown ? nothing : html`<div class="middle">${this.#card()}</div>`}
      <duet-video class="self" name="local-video" muted mirrored filled label=${texts.you} .stream=${this.localStream}
        >${icons.noCamera}</duet-video
      >
      <div class="top">
        <duet-path .texts=${texts} .path=${this.phase === "connected" ? this.path : null}></duet-path>
        ${this.#pill()}
      </div>
      ${
        shown && this.blocked
          ? html`<button type="button" class="hear" @click=${this.#hear}>${icons.speaker}${texts.tapToHear}</button>`
          : nothing
      }
      <button type="button" class="leave danger" @click=${leave}>${icons.leave}${texts.leave}</button>
    </section>`;
  }

  /** Not on a button: the Enter that joined may still be down. */
  override firstUpdated(): void {
    this.stage.focus();
  }

  #card(): TemplateResult {
    const { texts } = this;
    if (this.phase !== "waiting") {
      return html`<div class="card">
        ${sign}
        <h1>${this.phase === "joining" ? texts.joining : texts.connecting}</h1>
      </div>`;
    }
    return html`<div class="card alone">
      ${sign}
      <h1>${this.peerLeft ? texts.peerLeftHeading : texts.waitingHeading}</h1>
      <p>${this.peerLeft ? texts.peerLeftText : texts.waitingText}</p>
      <duet-invite .texts=${texts} link=${this.link}></duet-invite>
    </div>`;
  }

  #pill(): TemplateResult | typeof nothing {
    if (this.repairing) return html`<p class="pill">${icons.warning}${this.texts.reconnecting}</p>`;
    if (this.serverLost) return html`<p class="pill" role="alert">${icons.warning}${this.texts.serverLost}</p>`;
    return nothing;
  }

  #block(): void {
    this.blocked = true;
  }

  #hear(): void {
    this.blocked = false;
    void this.remote.play();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-call-view": DuetCallView;
  }
}
