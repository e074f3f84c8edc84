import { normalizeRoomName, type MicrophoneMeter } from "@duet/sdk";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { DevicesView } from "../controllers/device-controller.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import type { OtherTab } from "../tabs/lookout.js";
import { deviceIcons } from "./device-icons.js";
import "./duet-device-menu.js";
import "./duet-dialog.js";
import { styles } from "./duet-lobby.styles.js";
import "./duet-preview.js";
import "./duet-settings.js";
import { icons } from "./icons.js";
import { describeConsequence, describeReplacements } from "./media-problem.js";

/**
 * Before the call: how one looks and sounds, and which room it shall be. The events of `<duet-device-menu>` pass through.
 * @csspart room - the field with the room's name
 * @fires duet-join - with the valid room name as detail
 * @fires duet-take-over - the call that another tab has in the room shall go on here
 * @fires duet-new-name - another generated name is wanted
 * @fires duet-retry-media - camera and microphone shall be asked for again
 * @fires duet-toggle-microphone
 * @fires duet-toggle-camera
 * @fires duet-flip-camera
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
  /** Makes a room's link. */
  @property({ attribute: false }) linkTo: (room: string) => string = (room) => room;
  @property({ attribute: false }) stream: MediaStream | undefined;
  @property({ attribute: false }) devices: DevicesView | undefined;
  @property({ attribute: false }) meter: MicrophoneMeter | undefined;
  /** The one that a connection test tries. */
  @property() server = "";
  /** Where the call of `room` is, if in another tab of this browser. */
  @property({ attribute: false }) otherTab: OtherTab | undefined;
  @state() private typed = "";
  @state() private empty = false;
  @state() private window: "settings" | "connection" | "invite" | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("room")) this.typed = this.room;
  }

  /** What only some people open comes right behind what everybody needs: later, the server may be gone. */
  override firstUpdated(): void {
    void import("./duet-media-help.js");
    void import("./duet-connection-test.js");
    void import("./duet-invite.js");
    void import("./duet-second-tab.js");
  }

  override render(): TemplateResult {
    const { texts } = this;
    return html`<div class="look ${this.#lacksSomething ? "lacking" : ""}">${this.#preview()}</div>
      <div class="side">
        <div>
          <h1>${this.invited ? texts.lobbyHeadingInvited : texts.lobbyHeading}</h1>
          <p>${this.invited ? texts.lobbyTextInvited : texts.lobbyText}</p>
        </div>
        ${this.invalidLink ? html`<p class="notice" role="alert">${texts.roomInvalidLink}</p>` : nothing}
        <duet-media-help .texts=${texts} .devices=${this.devices} @duet-retry-media=${this.#pass}></duet-media-help>
        <form novalidate @submit=${this.#join}>
          <div part="room">${this.#roomField()}</div>
          <duet-second-tab .texts=${texts} .found=${this.#found} @duet-join-beside=${this.#joinBeside}>
            <button class="primary join">${this.#joinText}</button>
          </duet-second-tab>
        </form>
        <div class="more">
          <button type="button" @click=${this.#invite}>${deviceIcons.invite}${texts.invite}</button>
          <button type="button" @click=${this.#testConnection}>${deviceIcons.network}${texts.testConnection}</button>
        </div>
      </div>
      ${this.#windows()}`;
  }

  #preview(): TemplateResult {
    const { texts, devices, meter } = this;
    const open = () => {
      this.window = "settings";
    };
    return html`<duet-preview
        .texts=${texts}
        .devices=${devices}
        .stream=${this.stream}
        .meter=${meter}
        @duet-toggle-microphone=${this.#pass}
        @duet-toggle-camera=${this.#pass}
        @duet-flip-camera=${this.#pass}
        @duet-open-settings=${open}
      ></duet-preview>
      <duet-device-menu compact .texts=${texts} .devices=${devices}></duet-device-menu>
      <div class="replaced" role="status">
        ${devices === undefined ? nothing : describeReplacements(texts, devices).map((words) => html`<p>${words}</p>`)}
      </div>`;
  }

  #windows(): TemplateResult {
    const { texts } = this;
    return html`<duet-settings
        .texts=${texts}
        .devices=${this.devices}
        .meter=${this.meter}
        .open=${this.window === "settings"}
        @duet-close=${this.#close}
      ></duet-settings>
      <duet-connection-test
        .texts=${texts}
        .server=${this.server}
        .open=${this.window === "connection"}
        @duet-close=${this.#close}
      ></duet-connection-test>
      <duet-dialog heading=${texts.inviteHeading} closeLabel=${texts.close} .open=${this.window === "invite"} @duet-close=${this.#close}>
        <p class="quiet">${texts.inviteText}</p>
        <duet-invite paper .texts=${texts} link=${this.linkTo(this.typed)}></duet-invite>
      </duet-dialog>`;
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

  get #lacksSomething(): boolean {
    return this.devices !== undefined && describeConsequence(this.texts, this.devices) !== undefined;
  }

  /** What was found holds for the room that was looked into. */
  get #found(): OtherTab | undefined {
    return this.typed === this.room ? this.otherTab : undefined;
  }

  get #joinText(): string {
    const { texts } = this;
    if (this.#found !== undefined) return this.#found === "living" ? texts.useThisTab : texts.rejoin;
    return this.#lacksSomething ? texts.joinAnyway : texts.join;
  }

  #type({ currentTarget }: Event): void {
    this.typed = (currentTarget as HTMLInputElement).value;
    this.empty = false;
  }

  /** Shows the name that will be used, before it is used. */
  #tidy(): void {
    this.typed = normalizeRoomName(this.typed);
  }

  /** Tells whether there is a room to go to; asks for one where there is none. */
  #hasRoom(): boolean {
    this.#tidy();
    this.empty = this.typed === "";
    if (this.empty) this.renderRoot.querySelector("input")?.focus();
    return !this.empty;
  }

  #join(event: Event): void {
    event.preventDefault();
    this.#enter(this.#found === undefined ? "duet-join" : "duet-take-over");
  }

  #joinBeside(): void {
    this.#enter("duet-join");
  }

  #enter(type: string): void {
    if (this.#hasRoom()) this.dispatchEvent(new CustomEvent(type, { detail: this.typed }));
  }

  #invite(): void {
    if (this.#hasRoom()) this.window = "invite";
  }

  #testConnection(): void {
    this.window = "connection";
  }

  #close(): void {
    this.window = undefined;
  }

  readonly #pass = ({ type }: Event): void => {
    this.dispatchEvent(new CustomEvent(type));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-lobby": DuetLobby;
  }
}
