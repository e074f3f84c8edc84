import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-menu.styles.js";

/**
 * A button that opens a list of things to do, which are the `<button role="menuitem">`s slotted into it (WAI-ARIA: Menu Button). What the button
 * shows goes into the slot `face`.
 * @fires duet-menu-toggle - with whether the menu is open now as detail
 */
@customElement("duet-menu")
export class DuetMenu extends LitElement {
  static override styles = [controls, styles];

  @property() label = "";
  /** A key that opens it too, for the hint. */
  @property() key = "";
  @state() private open = false;
  @query(".opener") private readonly opener!: HTMLButtonElement;

  constructor() {
    super();
    // Here, where the items are children: their events are the menu's own.
    this.addEventListener("keydown", this.#walk);
    this.addEventListener("click", this.#choose, { capture: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("pointerdown", this.#closeFromElsewhere, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this.#closeFromElsewhere, true);
  }

  override render(): TemplateResult {
    return html`<button
        type="button"
        class="opener tool"
        aria-haspopup="menu"
        aria-expanded=${this.open}
        aria-label=${this.label}
        data-tip=${this.label}
        data-key=${this.key}
        @click=${this.#press}
        @keydown=${this.#openByKey}
      >
        <slot name="face"></slot>
      </button>
      <div class="list" part="list" role="menu" aria-label=${this.label} ?hidden=${!this.open}>
        <slot></slot>
      </div>`;
  }

  /** Opens the list, with the focus on its first item. */
  async show(): Promise<void> {
    this.#set(true);
    await this.updateComplete;
    this.#items[0]?.focus();
  }

  get #items(): HTMLElement[] {
    // What the width at hand leaves out has no box.
    return [...this.querySelectorAll<HTMLElement>("[role=menuitem]")].filter((item) => item.checkVisibility());
  }

  #press(event: MouseEvent): void {
    if (this.open) this.#set(false);
    else if (event.detail === 0) void this.show();
    else this.#set(true);
  }

  #openByKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    void this.show();
  }

  readonly #walk = (event: KeyboardEvent): void => {
    const items = this.#items;
    const at = items.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const steps: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at < 1 ? items.length - 1 : at - 1,
      Home: 0,
      End: items.length - 1,
    };
    const step = steps[event.key];
    if (event.key === "Tab") this.#set(false);
    if (event.key === "Escape") this.#dismiss();
    if (step === undefined && event.key !== "Escape") return;
    event.preventDefault();
    if (step !== undefined) items[step % items.length]?.focus();
  };

  /** Before the item acts: a window that it opens gives the focus back to what has it now, which must not be an item that is gone by then. */
  readonly #choose = ({ target }: Event): void => {
    if ((target as HTMLElement).closest("[role=menuitem]") !== null) this.#dismiss();
  };

  #dismiss(): void {
    this.#set(false);
    this.opener.focus();
  }

  readonly #closeFromElsewhere = (event: PointerEvent): void => {
    if (!event.composedPath().includes(this)) this.#set(false);
  };

  #set(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    this.dispatchEvent(new CustomEvent("duet-menu-toggle", { detail: open }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-menu": DuetMenu;
  }
}
