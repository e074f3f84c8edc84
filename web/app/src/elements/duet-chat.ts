import { maxChatLength, type ChatMessage } from "@duet/sdk";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { chatTexts, type ChatTexts } from "../i18n/chat-texts.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { callIcons } from "./call-icons.js";
import { piecesOf } from "./chat-links.js";
import { styles } from "./duet-chat.styles.js";

/** How far from its end a log may be and still follow it, in CSS pixels. */
const nearEnd = 40;

/**
 * What the two write to each other.
 * @fires duet-write - something was written, with the text as detail; it stays in the input where the event is cancelled
 * @fires duet-close - the person has seen enough
 */
@customElement("duet-chat")
export class DuetChat extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) messages: readonly ChatMessage[] = [];
  /** Whether somebody is there who can read. */
  @property({ type: Boolean }) open = false;
  @state() private draft = "";
  @query("h2") private readonly headline!: HTMLElement;
  @query(".log") private readonly log!: HTMLElement;
  @query("textarea") private readonly input!: HTMLTextAreaElement;
  #follows = true;
  /** Safari ends a composition before it tells of the key that ended it. */
  #justComposed = false;

  override render(): TemplateResult {
    const texts = chatTexts[this.texts.tag];
    return html`<section aria-labelledby="heading" @keydown=${this.#closeByKey}>
      <header>
        <h2 id="heading" tabindex="-1">${texts.chat}</h2>
        <button type="button" aria-label=${this.texts.close} @click=${this.#close}>${callIcons.close}</button>
      </header>
      <div class="log" role="log" tabindex="0" aria-labelledby="heading" @scroll=${this.#look}>
        ${this.messages.length === 0 ? html`<p class="empty">${texts.empty}</p>` : this.#lines(texts)}
      </div>
      ${this.#form(texts)}
    </section>`;
  }

  /** A finger's keyboard would cover what one came to read. */
  override firstUpdated(): void {
    if (this.open && !matchMedia("(hover: none) and (pointer: coarse)").matches) this.input.focus();
    else this.headline.focus();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("messages") && (this.#follows || this.messages.at(-1)?.own === true)) this.log.scrollTop = this.log.scrollHeight;
  }

  #lines(texts: ChatTexts): TemplateResult {
    return html`<ol>
      ${repeat(
        this.messages,
        ({ id }) => id,
        (message, index) => this.#line(texts, message, this.messages[index - 1]?.own),
      )}
    </ol>`;
  }

  #line(texts: ChatTexts, { own, text, delivery }: ChatMessage, ownBefore: boolean | undefined): TemplateResult {
    const note = { sending: texts.sending, delivered: "", lost: texts.lost }[delivery];
    return html`<li class="${own ? "own" : ""} ${own === ownBefore ? "" : "turn"} ${delivery}">
      <span class="visually-hidden">${own ? this.texts.you : this.texts.theirPicture}</span>
      <p>${piecesOf(text).map((piece) => (piece.link === undefined ? piece.text : anchor(piece.text, piece.link)))}</p>
      ${note === "" ? nothing : html`<small>${note}</small>`}
    </li>`;
  }

  #form(texts: ChatTexts): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <textarea
        rows="1"
        maxlength=${maxChatLength}
        enterkeyhint="send"
        aria-label=${texts.write}
        placeholder=${this.open ? texts.write : texts.nobody}
        ?disabled=${!this.open}
        .value=${live(this.draft)}
        @input=${this.#type}
        @keydown=${this.#sendByKey}
        @compositionend=${() => (this.#justComposed = true)}
        @keyup=${() => (this.#justComposed = false)}
      ></textarea>
      <button type="submit" aria-label=${texts.send} ?disabled=${!this.open || this.draft.trim() === ""}>${callIcons.send}</button>
    </form>`;
  }

  #type(): void {
    this.draft = this.input.value;
  }

  /** Enter sends, and with Shift it is a new line. While signs are being composed, as in Chinese, it chooses one of them. */
  #sendByKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || this.#justComposed) return;
    this.#submit(event);
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.draft.trim();
    if (text === "" || !this.open) return;
    if (this.dispatchEvent(new CustomEvent("duet-write", { detail: text, cancelable: true }))) this.draft = "";
    this.input.focus();
  }

  #look(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.log;
    this.#follows = scrollHeight - scrollTop - clientHeight < nearEnd;
  }

  #closeByKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.isComposing) this.#close();
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent("duet-close"));
  }
}

function anchor(text: string, link: string): TemplateResult {
  return html`<a href=${link} target="_blank" rel="noopener noreferrer">${text}</a>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-chat": DuetChat;
  }
}
