import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-video.styles.js";
import { chooseFit, type Size } from "./fit.js";

/**
 * Shows one person's stream; what is slotted stands in while there is no picture.
 * @fires duet-picture - there is one now
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
  /** Shows everything of the picture whatever is left free: a screen, where a cut-off edge is a cut-off word. */
  @property({ type: Boolean }) whole = false;
  /** The camera is known to be off: what stands in is shown, and not the last frame. */
  @property({ type: Boolean }) off = false;
  /** Which speaker plays it; the browser's choice where it is not given, or where the browser offers none. */
  @property() speakerId = "";
  @property() label = "";
  /** Names the video for tests. */
  @property() name = "";
  @state() private hasPicture = false;
  @state() private fit: "cover" | "contain" = "cover";

  /** As it was last laid out: to ask for it would make the browser lay out the page at once. */
  #box: Size = { width: 0, height: 0 };
  readonly #resizes = new ResizeObserver(([entry]) => {
    if (entry !== undefined) this.#box = entry.contentRect;
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
    const shown = this.hasPicture && !this.off;
    return html`<div class="placeholder" ?hidden=${shown}><slot></slot></div>
      <video
        class=${classMap({ off: this.off, contain: this.whole || (this.fit === "contain" && !this.filled) })}
        data-testid=${this.name}
        aria-label=${this.label}
        autoplay
        playsinline
        ?disablepictureinpicture=${this.muted}
        .muted=${this.muted}
        @loadeddata=${this.#measure}
        @resize=${this.#measure}
        @emptied=${this.#measure}
      ></video>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("stream")) this.#attach();
    if (changed.has("speakerId") && this.speakerId !== "") void this.#playOnSpeaker();
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

  /** What the browser's own picture-in-picture shows. */
  get picture(): HTMLVideoElement {
    return this.video;
  }

  private get video(): HTMLVideoElement {
    const video = this.renderRoot.querySelector("video");
    if (video === null) throw new Error("It was not drawn yet.");
    return video;
  }

  async #playOnSpeaker(): Promise<void> {
    if (!("setSinkId" in this.video)) return;
    try {
      await this.video.setSinkId(this.speakerId);
    } catch {
      // The speaker is gone: the browser goes on with the one before.
    }
  }

  #attach(): void {
    this.video.srcObject = this.stream ?? null;
    if (this.stream !== undefined) void this.play();
    this.#measure();
  }

  readonly #measure = (): void => {
    const { videoWidth: width, videoHeight: height } = this.video;
    const had = this.hasPicture;
    this.hasPicture = this.stream !== undefined && width > 0;
    if (this.hasPicture && !had) this.dispatchEvent(new CustomEvent("duet-picture"));
    this.fit = chooseFit({ width, height }, this.#box);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-video": DuetVideo;
  }
}
