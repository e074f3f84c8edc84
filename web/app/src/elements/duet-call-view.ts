import type { ChatMessage, ConnectionPath, MicrophoneMeter, SetupPhases } from "@duet/sdk";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { CornerController } from "../controllers/corner-controller.js";
import type { DevicesView } from "../controllers/device-controller.js";
import { FirstPictureController } from "../controllers/first-picture-controller.js";
import { FocusController, focusedElement } from "../controllers/focus-controller.js";
import { FullScreenController } from "../controllers/full-screen-controller.js";
import { IdleController } from "../controllers/idle-controller.js";
import { MediaSessionController } from "../controllers/media-session-controller.js";
import { PictureInPictureController } from "../controllers/picture-in-picture-controller.js";
import { ShortcutController, type Shortcut } from "../controllers/shortcut-controller.js";
import type { StatisticsReader } from "../controllers/statistics-controller.js";
import { WakeLockController } from "../controllers/wake-lock-controller.js";
import { chatTexts } from "../i18n/chat-texts.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { callIcons } from "./call-icons.js";
import { callNews, isWeak, type CallFacts } from "./call-news.js";
import type { CallPhase } from "./call-phase.js";
import { styles } from "./duet-call-view.styles.js";
import "./duet-chat.js";
import "./duet-controls.js";
import type { ControlAction, DuetControls } from "./duet-controls.js";
import "./duet-hint.js";
import type { MicrophoneHint } from "./duet-hint.js";
import "./duet-invite.js";
import "./duet-path.js";
import "./duet-peer-badges.js";
import "./duet-quality.js";
import type { QualityLevel, QualityView } from "./duet-quality.js";
import "./duet-settings.js";
import "./duet-shortcuts.js";
import "./duet-video.js";
import type { DuetVideo } from "./duet-video.js";
import { icons, sign } from "./icons.js";
import { describeReplacements } from "./media-problem.js";
import { pictureInPicture, pictureInPictureStyles } from "./picture-in-picture.js";
import type { DevicePresence } from "./presence.js";

/** What the other's page tells about them. */
export interface PeerView {
  readonly microphone: DevicePresence;
  readonly camera: DevicePresence;
  readonly quality: QualityLevel | null;
}

/** The pictures of a call: the other, oneself, and the screen that the other shares. */
type Picture = "remote" | "self" | "screen";

/** What stands beside the pictures. */
type Sidebar = "none" | "chat" | "statistics";

/**
 * The call: one picture large, the others small, and what can be done about it.
 * @fires duet-leave - the person has had enough
 * @fires duet-microphone - with whether it shall be on as detail
 * @fires duet-camera - with whether it shall be on as detail
 * @fires duet-talk - with whether the person holds the key to talk while muted as detail
 * @fires duet-flip-camera - the other camera of a phone is wanted
 * @fires duet-share - the screen is to be shared, with `text` or `motion` as detail
 * @fires duet-write - something was written to the other, with the text as detail; cancelled, it stays to be sent again
 * @fires duet-stop-sharing - no more; and the events of `<duet-device-menu>` pass through
 */
@customElement("duet-call-view")
export class DuetCallView extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property() phase: CallPhase = "joining";
  @property() link = "";
  @property({ attribute: false }) localStream: MediaStream | undefined;
  @property({ attribute: false }) remoteStream: MediaStream | undefined;
  /** The screen that the other shares. */
  @property({ attribute: false }) remoteScreen: MediaStream | undefined;
  @property() microphone: DevicePresence = "on";
  @property() camera: DevicePresence = "on";
  /** `null` where the other's page does not tell. */
  @property({ attribute: false }) peer: PeerView | null = null;
  @property({ attribute: false }) quality: QualityView | null = null;
  @property({ attribute: false }) hint: MicrophoneHint | undefined;
  /** What the two wrote. */
  @property({ attribute: false }) chat: readonly ChatMessage[] = [];
  /** Somebody is there who can read. */
  @property({ type: Boolean }) canChat = false;
  @property({ type: Boolean }) canShare = false;
  @property({ type: Boolean }) sharing = false;
  @property({ type: Boolean }) canFlip = false;
  /** One sees oneself as in a mirror; not through the camera on the back of a phone. */
  @property({ type: Boolean }) mirrored = true;
  @property() speakerId = "";
  /** What can be chosen in the settings; without it, there are none. */
  @property({ attribute: false }) devices: DevicesView | undefined;
  @property({ attribute: false }) meter: MicrophoneMeter | undefined;
  /** The call is in a page of somebody else. */
  @property({ type: Boolean }) embedded = false;
  @property({ attribute: false }) readStatistics: StatisticsReader | undefined;
  /** How long the steps to the first picture took. */
  @property({ attribute: false }) phases: SetupPhases | undefined;
  @property({ type: Boolean }) peerLeft = false;
  @property({ type: Boolean }) serverLost = false;
  /** `null` while it is not known. */
  @property({ attribute: false }) path: ConnectionPath | null = null;
  /** The media was there before: connecting is a repair. */
  @property({ type: Boolean }) repairing = false;
  @state() private blocked = false;
  /** The picture that the person made large. */
  @state() private chosen: Picture | undefined;
  @state() private panel: "none" | "settings" | "shortcuts" = "none";
  @state() private sidebar: Sidebar = "none";
  /** An object of its own for each piece of news: the same words once more are new again, and said again. */
  @state() private news = { words: "" };
  /** The camera was on, and there is none any more. */
  @state() private cameraLost = false;
  @query("duet-video.remote") private readonly remote!: DuetVideo;
  @query("duet-video.screen") private readonly screenVideo!: DuetVideo | null;
  @query("duet-controls") private readonly controls!: DuetControls;
  @query("section") private readonly stage!: HTMLElement;

  #openMenus = 0;
  /** What had the focus before the sidebar took it. */
  #sidebarOpener: HTMLElement | undefined;
  /** The `id` of the last message that was shown. */
  #read = 0;
  #facts: CallFacts | undefined;
  /** What is drawn: a first connection not before there is a picture of it. */
  #phase: CallPhase = "joining";
  readonly #firstPicture = new FirstPictureController(this);
  readonly #corner = new CornerController(this);
  readonly #fullScreen = new FullScreenController(this);
  readonly #idle = new IdleController(this, () => this.#isBusy);
  readonly #keys = new ShortcutController(
    this,
    {
      press: (shortcut) => {
        this.#pressKey(shortcut);
      },
      talk: (held) => this.#tell("duet-talk", held),
    },
    () => this.embedded,
  );
  readonly #picture = new PictureInPictureController(this, {
    template: () => this.#small(),
    styles: pictureInPictureStyles.cssText,
    title: document.title,
    video: () => (this.hasUpdated ? this.remote.picture : undefined),
  });

  constructor() {
    super();
    new WakeLockController(this);
    new FocusController(this, () => this.stage);
    new MediaSessionController(this, this.#session());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#facts = undefined; // What was so when it was drawn ahead is no news.
    // Not on a button: the Enter that joined may still be down.
    void this.updateComplete.then(() => {
      this.stage.focus();
    });
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#phase = this.#firstPicture.phaseFor(
      this.phase,
      this.remoteScreen === undefined && (this.peer === null || this.peer.camera === "on"),
    );
    if (changed.has("remoteScreen")) this.chosen = undefined;
    if (this.sidebar === "chat" || this.chat.length === 0) this.#read = this.chat.at(-1)?.id ?? 0;
    this.#gatherNews();
  }

  override render(): TemplateResult {
    const { texts } = this;
    const layout = this.remoteScreen !== undefined && this.#shown ? "strip" : "floating";
    return html`<section
      tabindex="-1"
      aria-label=${texts.call}
      class="${layout} ${this.#shown ? "shown" : "alone"} ${this.#rests ? "rests" : ""} ${this.#sidebar === "none" ? "" : "beside"}"
      data-corner=${this.#corner.corner}
    >
      ${this.#remoteTile()} ${layout === "strip" ? this.#screenTile() : nothing}
      ${this.#shown ? html`<h1 class="visually-hidden">${texts.call}</h1>` : html`<div class="middle">${this.#card()}</div>`}
      ${this.#selfTile()}
      <div class="status">
        ${this.#phase === "connected" ? html`<duet-quality .texts=${texts} .quality=${this.quality}></duet-quality>` : nothing}
        <duet-path .texts=${texts} .path=${this.#phase === "connected" ? this.path : null}></duet-path>
      </div>
      <div class="notices">${this.#notices()}</div>
      ${this.#shown && this.blocked ? html`<button type="button" class="hear" @click=${this.#hear}>${icons.speaker}${texts.tapToHear}</button>` : nothing}
      ${this.#beside()}
      <div class="bottom">
        <duet-hint
          .texts=${texts}
          .hint=${this.hint}
          .keys=${this.#keys.enabled}
          .settings=${this.devices !== undefined}
          @duet-unmute=${() => {
            this.stage.focus(); // the hint goes, and its button with it
            this.#tell("duet-microphone", true);
          }}
          @duet-settings=${() => {
            this.panel = "settings";
          }}
        ></duet-hint>
        ${this.#controls()}
      </div>
      <p class="visually-hidden" role="status">${keyed(this.news, html`<span>${this.news.words}</span>`)}</p>
      ${this.#panel()}
    </section>`;
  }

  get #shown(): boolean {
    return this.#phase === "connected" || this.repairing;
  }

  get #rests(): boolean {
    return this.#idle.idle && this.#phase === "connected";
  }

  get #isBusy(): boolean {
    const focused = this.shadowRoot?.activeElement ?? null;
    return this.#openMenus > 0 || this.panel !== "none" || this.hint !== undefined || focused?.matches(":focus-visible") === true;
  }

  /** The statistics come back with the connection; what was written can be read without. */
  get #sidebar(): Sidebar {
    if (this.sidebar === "statistics" && this.#phase !== "connected") return "none";
    return this.sidebar === "chat" && !this.#hasChat ? "none" : this.sidebar;
  }

  get #hasChat(): boolean {
    return this.canChat || this.chat.length > 0;
  }

  get #unread(): readonly ChatMessage[] {
    return this.chat.filter(({ own, id }) => !own && id > this.#read);
  }

  get #large(): Picture {
    if (this.chosen !== undefined) return this.chosen;
    return this.remoteScreen === undefined ? "remote" : "screen";
  }

  #sizeOf(picture: Picture): "large" | "small" {
    return this.#shown && picture !== this.#large ? "small" : picture === "self" && !this.#shown ? "small" : "large";
  }

  #remoteTile(): TemplateResult {
    const { texts, peer } = this;
    const size = this.#sizeOf("remote");
    const off = peer !== null && peer.camera !== "on";
    const absent =
      peer?.camera === "off" ? texts.theirCameraIsOff : peer?.camera === "none" ? texts.theyHaveNoCamera : texts.theirCameraOff;
    return html`<div class="tile remote ${size}">
      <duet-video
        class="remote"
        name="remote-video"
        label=${texts.theirPicture}
        .stream=${this.remoteStream}
        .off=${off}
        .filled=${size === "small"}
        .speakerId=${this.speakerId}
        @duet-playback-blocked=${this.#block}
        @duet-picture=${this.#firstPicture.seen}
      >
        <div class="absent ${off ? "known" : ""}"><span class="face">${icons.person}</span><span>${absent}</span></div>
      </duet-video>
      ${
        this.#shown
          ? html`<duet-peer-badges
              .texts=${texts}
              .muted=${peer !== null && peer.microphone !== "on"}
              .weak=${peer?.quality === 1 || peer?.quality === 2}
              .small=${size === "small"}
            ></duet-peer-badges>`
          : nothing
      }
      ${size === "small" ? this.#enlarge("remote", texts.makeLarge(texts.theirPicture)) : nothing}
    </div>`;
  }

  #screenTile(): TemplateResult {
    const { texts } = this;
    const size = this.#sizeOf("screen");
    return html`<div class="tile screen ${size}">
      <duet-video
        class="screen"
        name="remote-screen"
        label=${texts.theirScreen}
        whole
        .stream=${this.remoteScreen}
        .speakerId=${this.speakerId}
        @duet-playback-blocked=${this.#block}
      ></duet-video>
      ${size === "small" ? this.#enlarge("screen", texts.makeLarge(texts.theirScreen)) : nothing}
    </div>`;
  }

  #selfTile(): TemplateResult {
    const { texts } = this;
    const size = this.#sizeOf("self");
    return html`<div class="tile self ${size}">
      <duet-video
        name="local-video"
        muted
        .mirrored=${this.mirrored}
        .filled=${size === "small"}
        .off=${this.camera !== "on"}
        label=${texts.you}
        .stream=${this.localStream}
      >
        <div class="absent known"><span class="face">${icons.noCamera}</span></div>
      </duet-video>
      ${this.microphone === "on" || size === "large" ? nothing : html`<span class="muted" aria-hidden="true">${callIcons.microphoneOff}</span>`}
      ${size === "small" && this.#shown ? this.#enlarge("self", texts.yourPicture) : nothing}
    </div>`;
  }

  /** The button that lies on a small picture. */
  #enlarge(picture: Picture, label: string): TemplateResult {
    const swap = () => {
      if (!this.#corner.dragging) this.chosen = picture;
    };
    const moveByKey = (event: KeyboardEvent) => {
      if (this.#corner.moveByKey(event.key)) event.preventDefault();
    };
    const floats = this.remoteScreen === undefined;
    return html`<button
      type="button"
      class="enlarge ${floats && this.#corner.dragging ? "dragging" : ""}"
      aria-label=${label}
      @click=${swap}
      @keydown=${floats ? moveByKey : undefined}
      @pointerdown=${floats ? this.#corner.onPointerDown : undefined}
      @pointermove=${floats ? this.#corner.onPointerMove : undefined}
      @pointerup=${floats ? this.#corner.onPointerUp : undefined}
      @pointercancel=${floats ? this.#corner.onPointerUp : undefined}
    >
      ${callIcons.swap}
    </button>`;
  }

  #card(): TemplateResult {
    const { texts } = this;
    if (this.#phase !== "waiting") {
      return html`<div class="card">
        ${sign}
        <h1>${this.#phase === "joining" ? texts.joining : texts.connecting}</h1>
      </div>`;
    }
    return html`<div class="card alone">
      ${sign}
      <h1>${this.peerLeft ? texts.peerLeftHeading : texts.waitingHeading}</h1>
      <p>${this.peerLeft ? texts.peerLeftText : texts.waitingText}</p>
      <duet-invite .texts=${texts} link=${this.link}></duet-invite>
    </div>`;
  }

  #notices(): TemplateResult {
    const { texts } = this;
    return html`${
      this.sharing
        ? html`<p class="pill sharing">
            ${callIcons.share}<span>${texts.youAreSharing}</span>
            <button type="button" @click=${() => this.#tell("duet-stop-sharing")}>${texts.stop}</button>
          </p>`
        : nothing
    }
    ${this.#trouble()} ${this.#unreadChat()}`;
  }

  /** The words for a moment, and then that there are some. */
  #unreadChat(): TemplateResult | typeof nothing {
    const unread = this.#unread;
    const last = unread.at(-1);
    if (last === undefined) return nothing;
    const open = () => {
      this.#toggle("chat");
    };
    return html`<button type="button" class="pill written" @click=${open}>
      ${callIcons.chat}${keyed(last.id, html`<span class="words">${last.text}</span>`)}
      <b><span class="visually-hidden">${chatTexts[this.texts.tag].unread}</span> ${unread.length}</b>
    </button>`;
  }

  /** The worst of what is wrong. */
  #trouble(): TemplateResult | typeof nothing {
    const { texts } = this;
    if (this.repairing) return html`<p class="pill">${icons.warning}${texts.reconnecting}</p>`;
    if (this.serverLost) return html`<p class="pill" role="alert">${icons.warning}${texts.serverLost}</p>`;
    if (this.cameraLost) return html`<p class="pill">${icons.warning}${texts.previewOff}</p>`;
    if (this.#phase === "connected" && isWeak(this.quality)) return html`<p class="pill">${icons.warning}${texts.yourConnectionWeak}</p>`;
    return nothing;
  }

  #controls(): TemplateResult {
    return html`<duet-controls
      .texts=${this.texts}
      .microphone=${this.microphone}
      .camera=${this.camera}
      .canChat=${this.#hasChat}
      .canShare=${this.canShare && this.#shown}
      .sharing=${this.sharing}
      .canFlip=${this.canFlip}
      .canMove=${this.#shown && this.remoteScreen === undefined}
      .canFullScreen=${this.#fullScreen.possible}
      .fullScreen=${this.#fullScreen.active}
      .canPictureInPicture=${this.#picture.possible && this.#shown}
      .inPicture=${this.#picture.active}
      .canMeasure=${this.#phase === "connected" && this.readStatistics !== undefined}
      .hasSettings=${this.devices !== undefined}
      .keys=${this.#keys.enabled}
      @duet-action=${({ detail }: CustomEvent<ControlAction>) => {
        this.#act(detail);
      }}
      @duet-share=${({ detail }: CustomEvent<"text" | "motion">) => this.#tell("duet-share", detail)}
      @duet-leave=${() => this.#tell("duet-leave")}
      @duet-menu-toggle=${this.#countMenus}
    ></duet-controls>`;
  }

  #beside(): TemplateResult | typeof nothing {
    const close = () => {
      this.#closeSidebar();
    };
    switch (this.#sidebar) {
      case "chat":
        return html`<duet-chat
          class="sidebar"
          .texts=${this.texts}
          .messages=${this.chat}
          .open=${this.canChat}
          @duet-write=${this.#write}
          @duet-close=${close}
        ></duet-chat>`;
      case "statistics":
        return html`<duet-statistics
          class="sidebar"
          .texts=${this.texts}
          .read=${this.readStatistics}
          .phases=${this.phases}
          @duet-close=${close}
        ></duet-statistics>`;
      case "none":
        return nothing;
    }
  }

  #panel(): TemplateResult | typeof nothing {
    const { texts } = this;
    const close = () => {
      this.panel = "none";
    };
    switch (this.panel) {
      case "settings":
        return html`<duet-settings
          .texts=${texts}
          .devices=${this.devices}
          .meter=${this.meter}
          .open=${true}
          @duet-close=${close}
        ></duet-settings>`;
      case "shortcuts":
        return html`<duet-shortcuts
          .texts=${texts}
          .on=${this.#keys.enabled}
          .embedded=${this.embedded}
          @duet-shortcuts=${({ detail }: CustomEvent<boolean>) => {
            this.#keys.enabled = detail;
          }}
          @duet-close=${close}
        ></duet-shortcuts>`;
      case "none":
        return nothing;
    }
  }

  /** What the window of its own shows. */
  #small(): TemplateResult {
    return pictureInPicture({
      texts: this.texts,
      stream: this.remoteScreen ?? this.remoteStream,
      seen: this.remoteScreen !== undefined || (this.remoteStream !== undefined && (this.peer === null || this.peer.camera === "on")),
      microphone: this.microphone,
      camera: this.camera,
      toggleMicrophone: () => {
        this.#act("microphone");
      },
      toggleCamera: () => {
        this.#act("camera");
      },
      leave: () => this.#tell("duet-leave"),
    });
  }

  #act(action: ControlAction): void {
    switch (action) {
      case "microphone":
        this.#tell("duet-microphone", this.microphone !== "on");
        break;
      case "camera":
        this.#tell("duet-camera", this.camera !== "on");
        break;
      case "flip-camera":
        this.#tell("duet-flip-camera");
        break;
      case "stop-sharing":
        this.#tell("duet-stop-sharing");
        break;
      case "full-screen":
        void this.#fullScreen.toggle();
        break;
      case "picture-in-picture":
        if (this.#phase === "connected") void this.#picture.toggle();
        break;
      case "swap":
        this.#swap();
        break;
      case "move-self":
        this.#corner.next();
        break;
      case "chat":
        if (this.#hasChat) this.#toggle("chat");
        break;
      case "statistics":
        void this.#toggleStatistics();
        break;
      case "settings":
        this.panel = "settings";
        break;
      case "list":
        this.panel = "shortcuts";
        break;
    }
  }

  #pressKey(shortcut: Shortcut): void {
    this.#idle.wake();
    if (shortcut !== "share") this.#act(shortcut);
    else if (this.sharing || (this.canShare && this.#phase === "connected")) this.controls.share();
  }

  #swap(): void {
    if (!this.#shown) return;
    const order: readonly Picture[] = this.remoteScreen === undefined ? ["remote", "self"] : ["screen", "remote"];
    this.chosen = order.find((picture) => picture !== this.#large);
  }

  async #toggleStatistics(): Promise<void> {
    if (this.readStatistics === undefined || this.#phase !== "connected") return;
    await import("./duet-statistics.js");
    this.#toggle("statistics");
  }

  #toggle(sidebar: Sidebar): void {
    if (this.#sidebar === sidebar) {
      this.#closeSidebar();
      return;
    }
    if (this.#sidebar === "none") this.#sidebarOpener = focusedElement();
    this.sidebar = sidebar;
  }

  #closeSidebar(): void {
    this.sidebar = "none";
    (this.#sidebarOpener?.isConnected === true ? this.#sidebarOpener : this.stage).focus();
  }

  #gatherNews(): void {
    const now: CallFacts = {
      microphone: this.microphone,
      camera: this.camera,
      sharing: this.sharing,
      quality: this.quality,
      replacement: this.devices === undefined ? "" : describeReplacements(this.texts, this.devices).join(" "),
      theirMicrophone: this.peer?.microphone,
      theirCamera: this.peer?.camera,
      theirScreen: this.remoteScreen !== undefined,
      theirConnectionWeak: this.peer?.quality === 1 || this.peer?.quality === 2,
      theirWords: this.sidebar === "chat" ? undefined : this.#unread.at(-1), // else the log of the chat says them
    };
    const news = this.#facts === undefined ? "" : callNews(this.texts, this.#facts, now);
    if (now.camera !== "none") this.cameraLost = false;
    else if (this.#facts?.camera === "on") this.cameraLost = true;
    this.#facts = now;
    if (news !== "") this.news = { words: news };
  }

  #session(): ConstructorParameters<typeof MediaSessionController>[1] {
    const isOn = (device: "microphone" | "camera") => this[device] === "on";
    return {
      get microphoneOn() {
        return isOn("microphone");
      },
      get cameraOn() {
        return isOn("camera");
      },
      toggleMicrophone: () => {
        this.#act("microphone");
      },
      toggleCamera: () => {
        this.#act("camera");
      },
      leave: () => this.#tell("duet-leave"),
      enterPictureInPicture: () => {
        if (this.#phase === "connected") void this.#picture.open();
      },
    };
  }

  #countMenus({ detail }: CustomEvent<boolean>): void {
    this.#openMenus += detail ? 1 : -1;
  }

  #block(): void {
    this.blocked = true;
  }

  #hear(): void {
    this.blocked = false;
    void this.remote.play();
    void this.screenVideo?.play();
  }

  #write(event: CustomEvent<string>): void {
    if (!this.dispatchEvent(new CustomEvent("duet-write", { detail: event.detail, cancelable: true }))) event.preventDefault();
  }

  #tell(type: string, detail?: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-call-view": DuetCallView;
  }
}
