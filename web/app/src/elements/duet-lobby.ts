import { normalizeRoomName, type CallError } from "@duet/sdk";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-lobby.styles.js";
import "./duet-video.js";
import { icons } from "./icons.js";
import { describeMediaProblem } from "./media-problem.js";

/**
 * Before the call: how one looks, and which room it shall be.
 * @csspart room - the field with the room's name
 * @fires duet-join - with the valid room name as detail
 * @fires duet-new-name - another generated name is wanted
 * @fires duet-retry-media - camera and microphone shall be asked for again
 */
@customElement("duet-lobby")
export class DuetLobby extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property() room = "";
  /** The room came with a link that someone sent. */
  @property({ type: Boolean }) invited = false;
  /** The link that was opened names no room that can be. */
  @property({ type: Boolean }) invalidLink = false;
  @property({ attribute: false }) stream: MediaStream | undefined;
  @property({ attribute: false }) problem: CallError | undefined;
  @state() private typed = "";
  @state() private empty = false;
  @query("input") private readonly input!: HTMLInputElement;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("room")) this.typed = this.room;
  }

  override render(): TemplateResult {
    const { texts } = this;
    return html`<duet-video
        class=${this.problem === undefined ? "" : "problem"}
        name="preview"
        muted
        mirrored
        filled
        .stream=${this.stream}
        label=${texts.yourPreview}
        >${this.#noPreview()}</duet-video
      >
      <div class="side">
        <div>
          <h1>${this.invited ? texts.lobbyHeadingInvited : texts.lobbyHeading}</h1>
          <p>${this.invited ? texts.lobbyTextInvited : texts.lobbyText}</p>
        </div>
        ${this.invalidLink ? html`<div class="notice" role="alert"><p>${texts.roomInvalidLink}</p></div>` : nothing} ${this.#problem()}
        <form novalidate @submit=${this.#join}>
          <div part="room">${this.#roomField()}</div>
          <button class="primary join">${this.problem === undefined ? texts.join : texts.joinAnyway}</button>
        </form>
      </div>`;
  }

  #noPreview(): TemplateResult {
    const opening = this.stream === undefined && this.problem === undefined;
    return html`<div class="empty">
      ${opening ? icons.camera : icons.noCamera}<span>${opening ? this.texts.previewOpening : this.texts.previewOff}</span>
    </div>`;
  }

  #problem(): TemplateResult | typeof nothing {
    if (this.problem === undefined) return nothing;
    const { title, text, consequence } = describeMediaProblem(this.texts, this.problem, this.stream);
    const retry = () => this.dispatchEvent(new CustomEvent("duet-retry-media"));
    return html`<section class="notice" role="status">
      <h2>${icons.warning}${title}</h2>
      <p>${text}</p>
      <p>${consequence}</p>
      ${
        this.problem.code === "media-insecure"
          ? nothing
          : html`<button type="button" @click=${retry}>${icons.renew}${this.texts.retryMedia}</button>`
      }
    </section>`;
  }

  #roomField(): TemplateResult {
    const { texts } = this;
    const renew = () => this.dispatchEvent(new CustomEvent("duet-new-name"));
    return html`<label for="room">${texts.roomName}</label>
      <div class="field ${this.empty ? "wrong" : ""}">
        <input
          id="room"
          aria-describedby="wrong"
          aria-invalid=${this.empty}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="go"
          .value=${live(this.typed)}
          @input=${this.#type}
          @change=${this.#tidy}
        />
        ${
          this.invited
            ? nothing
            : html`<button type="button" aria-label=${texts.newName} title=${texts.newName} @click=${renew}>${icons.renew}</button>`
        }
      </div>
      <p class="hint" id="wrong" role="alert" ?hidden=${!this.empty}>${this.empty ? texts.roomEmpty : nothing}</p>`;
  }

  #type(): void {
    this.typed = this.input.value;
    this.empty = false;
  }

  /** Shows the name that will be used, before it is used. */
  #tidy(): void {
    this.typed = normalizeRoomName(this.input.value);
  }

  #join(event: Event): void {
    event.preventDefault();
    this.#tidy();
    this.empty = this.typed === "";
    if (this.empty) this.input.focus();
    else this.dispatchEvent(new CustomEvent("duet-join", { detail: this.typed }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-lobby": DuetLobby;
  }
}
