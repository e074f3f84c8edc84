import { isValidName } from "@duet/sdk";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Screen } from "../controllers/call-controller.js";
import { askOriginPermission, type OriginPermission } from "../embedding/origin-permission.js";
import { catalogs, languageOf, preferredLanguage, type Language } from "../i18n/languages.js";
import { ForeignPage } from "../place/foreign-page.js";
import { controls } from "../styles/controls.styles.js";
import { DuetApp } from "./duet-app.js";
import { styles } from "./duet-call.styles.js";
import { sign } from "./icons.js";

/** What is shown: a screen of the call, or what stands in its way. */
export type EmbeddedState = "loading" | "refused" | "misplaced" | Screen;

type Misplaced = "server" | "room";

/**
 * A call on any page that the Duet server allows: docs/embedding.md.
 * @slot - shown until there is a call to show
 * @slot header - above the lobby and the words at the end
 * @csspart lobby - everything before the call
 * @csspart call - the call
 * @csspart notice - the words at the end, or instead of a call
 * @fires duet-statechange - with `{ state }` as detail; it bubbles
 */
@customElement("duet-call")
export class DuetCallElement extends LitElement {
  static override styles = [controls, styles];

  /** The Duet server. Default: the one that served this script. */
  @property() server = new URL(import.meta.url).origin;
  /** The only room there is. Default: the person chooses one. */
  @property() room = "";
  /** What the other person is to open. Default: the room's page on the Duet server. */
  @property() link = "";
  /** A tag such as `zh-CN`. Default: that of the page around, then that of the browser. */
  @property() override lang = "";
  /** Enters the room at once, without the lobby. */
  @property({ type: Boolean, attribute: "auto-join" }) autoJoin = false;
  @state() private permission: OriginPermission | undefined;
  #app: DuetApp | undefined;
  #asking: AbortController | undefined;
  #wantsToJoin = false;
  #state: EmbeddedState = "loading";

  /** Also the attribute `state`, for styles of the page around. */
  get state(): EmbeddedState {
    return this.#state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("server") || changed.has("room") || changed.has("link")) void this.#begin();
    if (changed.has("lang") && this.#app !== undefined) this.#app.language = this.#language;
  }

  override render(): TemplateResult {
    if (this.#app !== undefined) return html`${this.#app}`;
    return html`<slot name="header"></slot>${this.#obstacle()}`;
  }

  /** Enters the room, as the button in the lobby does; as soon as the server has agreed, if it is asked still. */
  join(): void {
    if (this.#app === undefined) this.#wantsToJoin = true;
    else this.#app.join();
  }

  /** Leaves the call, or what was to become one; camera and microphone are closed. */
  leave(): void {
    this.#wantsToJoin = false;
    this.#app?.leave();
  }

  /** Whether the other person hears the microphone. No effect unless `state` is one of the lobby or the call. */
  setMicrophone(on: boolean): void {
    this.#app?.setMicrophone(on);
  }

  /** Whether the other person sees the camera. No effect unless `state` is one of the lobby or the call. */
  setCamera(on: boolean): void {
    this.#app?.setCamera(on);
  }

  get #language(): Language {
    const tag = this.lang === "" ? (this.parentElement?.closest<HTMLElement>("[lang]")?.lang ?? "") : this.lang;
    return languageOf(tag) ?? preferredLanguage();
  }

  get #misplaced(): Misplaced | undefined {
    if (!URL.canParse(this.server)) return "server";
    return this.room === "" || isValidName(this.room) ? undefined : "room";
  }

  /** From the start, with what the attributes say now: a call that there is is left. */
  async #begin(): Promise<void> {
    this.#end();
    if (this.#misplaced !== undefined) {
      this.#become("misplaced");
      return;
    }

    this.#wantsToJoin ||= this.autoJoin;
    const asking = new AbortController();
    this.#asking = asking;
    const permission = await askOriginPermission(new URL(this.server), asking.signal);
    if (asking.signal.aborted) return;
    this.permission = permission;
    if (permission === "allowed") this.#open();
    else this.#become(permission);
  }

  #open(): void {
    const { room, link } = this;
    const app = new DuetApp(new ForeignPage({ duet: new URL(this.server), room, link, language: this.#language }));
    app.setAttribute("exportparts", "lobby, call, notice");
    app.append(Object.assign(document.createElement("slot"), { name: "header", slot: "header" }));
    app.addEventListener("duet-screen", () => {
      this.#become(app.screen);
    });
    this.#app = app;
    this.#become(app.screen);
    if (!this.#wantsToJoin) return;
    this.#wantsToJoin = false;
    void this.updateComplete.then(() => {
      app.join();
    });
  }

  #end(): void {
    this.#asking?.abort();
    this.#app?.leave();
    this.#app = undefined;
    this.permission = undefined;
    this.#become("loading");
  }

  #become(state: EmbeddedState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.setAttribute("state", state);
    this.dispatchEvent(new CustomEvent("duet-statechange", { detail: { state }, bubbles: true, composed: true }));
    this.requestUpdate();
  }

  #obstacle(): TemplateResult {
    const texts = catalogs[this.#language];
    if (this.#misplaced !== undefined) return this.#words(texts.misplacedHeading, texts.misplacedText(this.#misplaced));
    if (this.permission === "refused") return this.#words(texts.refusedHeading, texts.refusedText(location.origin));
    if (this.permission === "unreachable") return this.#words(texts.unreachableHeading, texts.unreachableText, texts.tryAgain);
    return html`<slot></slot>`;
  }

  #words(heading: string, text: string, retry?: string): TemplateResult {
    return html`<section part="notice" role="alert" lang=${this.#language}>
      ${sign}
      <h2>${heading}</h2>
      <p>${text}</p>
      ${retry === undefined ? nothing : html`<button type="button" class="primary" @click=${() => this.#begin()}>${retry}</button>`}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-call": DuetCallElement;
  }
  interface HTMLElementEventMap {
    "duet-statechange": CustomEvent<{ readonly state: EmbeddedState }>;
  }
}
