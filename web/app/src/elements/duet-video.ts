import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-video.styles.js";
import { chooseFit } from "./fit.js";

/**
 * Shows one person's stream; what is slotted stands in while there is no picture.
 * @fires duet-playback-blocked - the browser wants a tap before it plays sound; call `play()` from one
 */
@customElement("duet-video")
export class DuetVideo extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) stream: MediaStream | undefined;
  @property({ type: Boolean }) muted = false;
  @property({ type: Boolean, reflect: true }) mirrored = false;
  /** Fills the box whatever is cut off; otherwise a picture that would lose much is shown whole. */
  @property({ type: Boolean }) filled = false;
  @property() label = "";
  /** Names the video for tests. */
  @property() name = "";
  @state() private hasPicture = false;
  @state() private fit: "cover" | "contain" = "cover";
  @query("video") private readonly video!: HTMLVideoElement;

  readonly #resizes = new ResizeObserver(() => {
    this.#measure();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    if (this.hasUpdated) this.#attach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    if (this.hasUpdated) this.video.srcObject = null;
  }

  override render(): TemplateResult {
    return html`<div class="placeholder" ?hidden=${this.hasPicture}><slot></slot></div>
      <video
        class=${classMap({ picture: this.hasPicture, contain: this.fit === "contain" && !this.filled })}
        data-testid=${this.name}
        aria-label=${this.label}
        autoplay
        playsinline
        disablepictureinpicture
        .muted=${this.muted}
        @loadeddata=${this.#measure}
        @resize=${this.#measure}
        @emptied=${this.#measure}
      ></video>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("stream")) this.#attach();
  }

  async play(): Promise<void> {
    try {
      await this.video.play();
    } catch (error) {
      // Any other refusal is a stream that was replaced or ended meanwhile.
      if (error instanceof DOMException && error.name === "NotAllowedError") {
        this.dispatchEvent(new CustomEvent("duet-playback-blocked"));
      }
    }
  }

  #attach(): void {
    this.video.srcObject = this.stream ?? null;
    if (this.stream !== undefined) void this.play();
    this.#measure();
  }

  readonly #measure = (): void => {
    const { videoWidth: width, videoHeight: height } = this.video;
    this.hasPicture = this.stream !== undefined && width > 0;
    this.fit = chooseFit({ width, height }, { width: this.clientWidth, height: this.clientHeight });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-video": DuetVideo;
  }
}
