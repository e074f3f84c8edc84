import { generateRoomName } from "@duet/sdk";
import { html, LitElement, nothing, render, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { CallController, presence, type Screen } from "../controllers/call-controller.js";
import { DeviceController } from "../controllers/device-controller.js";
import { MicrophoneHintController } from "../controllers/microphone-hint-controller.js";
import type { TabController } from "../controllers/tab-controller.js";
import { withheldDevices } from "../embedding/withheld-devices.js";
import { catalogs, rememberLanguage, type Language } from "../i18n/languages.js";
import type { Messages } from "../i18n/en.js";
import { OwnPage } from "../place/own-page.js";
import type { Place } from "../place/place.js";
import type { Route } from "../route.js";
import type { HeldSeat } from "../held-seat.js";
import { controls } from "../styles/controls.styles.js";
import { announcement } from "./announcement.js";
import type { CallPhase } from "./call-phase.js";
import { styles } from "./duet-app.styles.js";
import "./duet-language.js";
import "./duet-lobby.js";
import "./duet-notice.js";
import { clockTime } from "./duration.js";
import { icons, sign } from "./icons.js";

type EndScreen = Exclude<Screen, CallPhase | "lobby">;

/**
 * A whole call, from the lobby to what comes after: which screen is shown, in which language, for which room. Where it stands, its place
 * knows: Duet's own page, or inside of `<duet-call>` on another.
 * @slot header - in the place of the sign and the name, where it is embedded
 * @fires duet-screen - another screen is shown
 */
@customElement("duet-app")
export class DuetApp extends LitElement {
  static override styles = [controls, styles];

  /** What is shown, for tests and for styles of the page around it. */
  @property({ attribute: "data-state", reflect: true }) screen: Screen = "lobby";
  @property({ type: Boolean, reflect: true }) embedded: boolean;
  @property({ attribute: false }) language: Language;
  @state() private route: Route;
  @state() private room = "";
  readonly #place: Place;
  readonly #devices: DeviceController;
  readonly #call: CallController;
  readonly #hint: MicrophoneHintController;
  /** What the view of a call is in: drawn ahead while the lobby is idle, and put into the page when somebody joins. */
  #stage = makeStage();
  #tabs: TabController | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(place: Place = new OwnPage()) {
    super();
    this.#place = place;
    this.embedded = place.embedded;
    this.language = place.language;
    this.route = place.route;
    this.#devices = new DeviceController(this);
    this.#call = new CallController(this, place.server, this.#devices.devices);
    this.#hint = new MicrophoneHintController(this, this.#devices.meter, () => ({
      inCall: this.#call.screen === "connected",
      microphone: presence(this.#devices.view.microphone),
    }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopWatching = this.#place.watch(this.#followPlace);
    void import("./draw-ahead.js"); // and the view of a call with it, which is wanted at once where the page was loaded anew in a call
    this.#followPlace();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatching?.();
  }

  /** Enters the room that is offered, as the lobby's button does. */
  join(): void {
    this.#enter(this.room);
  }

  leave(): void {
    this.#call.leave();
  }

  setMicrophone(on: boolean): void {
    this.#devices.setMicrophone(on);
  }

  setCamera(on: boolean): void {
    this.#devices.setCamera(on);
  }

  override willUpdate(): void {
    this.screen = this.#call.screen;
    if (this.embedded) this.lang = this.language; // The page around may speak another.
  }

  override render(): TemplateResult {
    const live = html`<p class="visually-hidden" role="status">${announcement(this.#texts, this.screen, this.#call)}</p>`;
    if (isCall(this.screen)) return html`${this.#landmark("call", this.#drawCall(this.screen))}${live}`;
    if (this.screen === "lobby")
      return html`${this.#header()} ${this.#landmark("lobby", html`${this.#withheld()}${this.#lobby()}`)} ${live}`;
    return html`${this.#header()} ${this.#landmark("notice", this.#notice(this.screen))} ${live}`;
  }

  override firstUpdated(): void {
    void this.#meetTabs();
  }

  override updated(changed: PropertyValues<this>): void {
    const isInRoom = this.screen !== "lobby" || this.route.page === "room";
    this.#place.describe(this.language, isInRoom ? this.#texts.titleInRoom(this.room) : this.#texts.title);
    if (!changed.has("screen")) return;
    this.dispatchEvent(new CustomEvent("duet-screen", { detail: this.screen }));
    if (isCall(this.screen)) return;
    this.#stage = makeStage();
    if (this.screen === "lobby") void this.#prepareStage();
  }

  /** Not before the lobby can be used, but long before somebody has pressed its button. */
  async #prepareStage(): Promise<void> {
    const { drawAhead } = await import("./draw-ahead.js");
    const isWanted = () => this.isConnected && this.screen === "lobby";
    await drawAhead(() => (isWanted() ? this.#drawCall("connected") : undefined), this.renderRoot);
  }

  #drawCall(phase: CallPhase): HTMLElement {
    render(this.#callView(phase), this.#stage, { host: this });
    return this.#stage;
  }

  /** The other tabs of this browser are asked right behind what everybody needs. */
  async #meetTabs(): Promise<void> {
    const { TabController } = await import("../controllers/tab-controller.js");
    this.#tabs = new TabController(this, this.#place.server, this.#call, () => (this.route.page === "room" ? this.room : undefined));
  }

  get #texts(): Messages {
    return catalogs[this.language];
  }

  /** The whole of our page; of somebody else's, which has a main part of its own, a region. */
  #landmark(part: string, content: TemplateResult | HTMLElement): TemplateResult {
    if (!this.embedded) return html`<main class="landmark" part=${part}>${content}</main>`;
    return html`<section class="landmark" part=${part} aria-label=${this.#texts.title}>${content}</section>`;
  }

  #header(): TemplateResult {
    if (this.embedded) return html`<slot name="header"></slot>`;
    const choose = ({ detail }: CustomEvent<Language>) => {
      this.language = detail;
      rememberLanguage(detail);
    };
    return html`<header>
      <div class="brand">${sign}Duet</div>
      <duet-language .language=${this.language} label=${this.#texts.language} @duet-language=${choose}></duet-language>
    </header>`;
  }

  #withheld(): TemplateResult | typeof nothing {
    if (withheldDevices().length === 0) return nothing;
    return html`<section class="withheld" role="alert">
      <h2>${icons.warning}${this.#texts.withheldTitle}</h2>
      <p>${this.#texts.withheldText}</p>
    </section>`;
  }

  #lobby(): TemplateResult {
    const devices = this.#devices;
    const fixed = this.embedded && this.#place.route.page === "room";
    return html`<duet-lobby
      class=${fixed ? "fixed" : ""}
      .texts=${this.#texts}
      .room=${this.room}
      .invited=${this.route.page === "room"}
      .invalidLink=${this.route.page === "invalid"}
      .linkTo=${(room: string) => this.#place.linkTo(room)}
      .stream=${devices.stream}
      .devices=${devices.view}
      .meter=${devices.meter}
      .server=${this.#place.server}
      .otherTab=${this.#tabs?.found}
      @duet-join=${this.#join}
      @duet-take-over=${() => this.#tabs?.takeOver(this.#enter)}
      @duet-new-name=${this.#newName}
      @duet-retry-media=${() => {
        devices.retry();
      }}
      @duet-toggle-microphone=${() => {
        devices.toggleMicrophone();
      }}
      @duet-toggle-camera=${() => {
        devices.toggleCamera();
      }}
      @duet-flip-camera=${() => {
        devices.flipCamera();
      }}
      @duet-choose-camera=${({ detail }: CustomEvent<string>) => {
        devices.chooseCamera(detail);
      }}
      @duet-choose-microphone=${({ detail }: CustomEvent<string>) => {
        devices.chooseMicrophone(detail);
      }}
      @duet-choose-speaker=${({ detail }: CustomEvent<string>) => {
        devices.chooseSpeaker(detail);
      }}
      @duet-test-speaker=${() => devices.testSpeaker()}
    ></duet-lobby>`;
  }

  #callView(phase: CallPhase): TemplateResult {
    const call = this.#call;
    const devices = this.#devices;
    const { camera, microphone, canFlipCamera, speakerId } = devices.view;
    return html`<duet-call-view
      .texts=${this.#texts}
      .phase=${phase}
      .embedded=${this.embedded}
      .link=${this.#place.linkTo(this.room)}
      .localStream=${camera.track === undefined ? undefined : devices.stream}
      .remoteStream=${call.remoteStream}
      .remoteScreen=${call.remoteScreen}
      .microphone=${presence(microphone)}
      .camera=${presence(camera)}
      .mirrored=${camera.track?.getSettings().facingMode !== "environment"}
      .speakerId=${speakerId ?? ""}
      .canFlip=${canFlipCamera}
      .devices=${devices.view}
      .meter=${devices.meter}
      .peer=${call.peer}
      .quality=${call.quality}
      .path=${call.path}
      .hint=${call.talking ? "talking" : this.#hint.hint}
      .chat=${call.chat}
      .canChat=${call.canChat}
      .canShare=${call.canShare}
      .sharing=${call.sharing}
      .readStatistics=${call.readStatistics}
      .phases=${call.phases}
      .peerLeft=${call.peerLeft}
      .serverLost=${call.serverLost}
      .repairing=${call.repairing}
      @duet-leave=${() => {
        call.leave();
      }}
      @duet-microphone=${() => {
        devices.toggleMicrophone();
      }}
      @duet-camera=${() => {
        devices.toggleCamera();
      }}
      @duet-talk=${({ detail }: CustomEvent<boolean>) => {
        call.talk(detail);
      }}
      @duet-flip-camera=${() => {
        devices.flipCamera();
      }}
      @duet-share=${({ detail }: CustomEvent<"text" | "motion">) => call.share(detail)}
      @duet-stop-sharing=${() => {
        call.stopSharing();
      }}
      @duet-write=${(event: CustomEvent<string>) => {
        if (!call.writeChat(event.detail)) event.preventDefault();
      }}
      @duet-choose-camera=${({ detail }: CustomEvent<string>) => {
        devices.chooseCamera(detail);
      }}
      @duet-choose-microphone=${({ detail }: CustomEvent<string>) => {
        devices.chooseMicrophone(detail);
      }}
      @duet-choose-speaker=${({ detail }: CustomEvent<string>) => {
        devices.chooseSpeaker(detail);
      }}
      @duet-test-speaker=${() => devices.testSpeaker()}
    ></duet-call-view>`;
  }

  #notice(screen: EndScreen): TemplateResult {
    const texts = this.#texts;
    const [heading, text, primary, secondary] = {
      left: [texts.leftHeading, texts.leftText, texts.rejoin, texts.backToStart],
      "room-full": [texts.fullHeading, texts.fullText, texts.tryAgain, texts.newRoom],
      elsewhere: [texts.elsewhereHeading, texts.elsewhereText, texts.useThisTab, texts.backToStart],
      unreachable: [texts.unreachableHeading, texts.unreachableText, texts.tryAgain, texts.backToStart],
      lost: [texts.lostHeading, texts.lostText, texts.tryAgain, texts.backToStart],
      failed: [texts.failedHeading, texts.failedText, texts.tryAgain, texts.backToStart],
    }[screen] as [string, string, string, string];
    return html`<duet-notice
      .heading=${heading}
      .text=${text}
      .detail=${this.#talked(screen)}
      .room=${this.room}
      .primary=${primary}
      .secondary=${this.embedded && screen === "room-full" ? "" : secondary}
      .both=${screen === "room-full"}
      @duet-primary=${() => {
        this.#call.join(this.room);
      }}
      @duet-secondary=${this.#goToStart}
    ></duet-notice>`;
  }

  /** How long one talked, where that is over as it should be. */
  #talked(screen: EndScreen): string {
    const { talkMilliseconds } = this.#call;
    return screen !== "left" || talkMilliseconds === undefined ? "" : this.#texts.talkedFor(clockTime(talkMilliseconds));
  }

  #join({ detail: room }: CustomEvent<string>): void {
    this.#enter(room);
  }

  readonly #enter = (room: string, held?: HeldSeat): void => {
    this.#place.enter(room);
    this.route = { page: "room", room };
    this.room = room;
    this.#call.join(room, held);
  };

  #newName(): void {
    this.room = generateRoomName();
    this.#call.prepare(this.room);
  }

  #goToStart(): void {
    this.#place.goToStart();
    this.#followPlace();
  }

  /** The place decides: Back and Forward leave the call that is under way. */
  readonly #followPlace = (): void => {
    this.route = this.#place.route;
    this.room = this.route.page === "room" ? this.route.room : generateRoomName();
    this.#call.enterLobby(this.room);
  };
}

function isCall(screen: Screen): screen is CallPhase {
  return screen === "joining" || screen === "waiting" || screen === "connecting" || screen === "connected";
}

function makeStage(): HTMLElement {
  const stage = document.createElement("div");
  stage.className = "stage";
  return stage;
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-app": DuetApp;
  }
}
