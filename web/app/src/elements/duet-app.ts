import { generateRoomName } from "@duet/sdk";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { CallController, presence, type Screen } from "../controllers/call-controller.js";
import { ConnectionTestController } from "../controllers/connection-test-controller.js";
import { DeviceController } from "../controllers/device-controller.js";
import { MicrophoneHintController } from "../controllers/microphone-hint-controller.js";
import { catalogs, preferredLanguage, rememberLanguage, type Language } from "../i18n/languages.js";
import type { Messages } from "../i18n/en.js";
import { parseRoute, roomPath, signalingUrl, type Route } from "../route.js";
import { controls } from "../styles/controls.styles.js";
import { announcement } from "./announcement.js";
import { styles } from "./duet-app.styles.js";
import type { CallPhase } from "./duet-call-view.js";
import "./duet-language.js";
import "./duet-lobby.js";
import "./duet-notice.js";
import { clockTime } from "./duration.js";
import { sign } from "./icons.js";

type EndScreen = Exclude<Screen, CallPhase | "lobby">;

/** The page: which screen is shown, in which language, under which address. */
@customElement("duet-app")
export class DuetApp extends LitElement {
  static override styles = [controls, styles];

  /** What is shown, for tests and for styles of the page around it. */
  @property({ attribute: "data-state", reflect: true }) screen: Screen = "lobby";
  @state() private language: Language = preferredLanguage();
  @state() private route: Route = parseRoute(location.pathname);
  @state() private room = "";
  readonly #server = signalingUrl(new URL(location.href));
  readonly #devices = new DeviceController(this);
  readonly #connectionTest = new ConnectionTestController(this, this.#server);
  readonly #call = new CallController(this, this.#server, this.#devices.devices);
  readonly #hint = new MicrophoneHintController(this, this.#devices.meter, () => ({
    inCall: this.#call.screen === "connected",
    microphone: presence(this.#devices.view.microphone),
  }));

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("popstate", this.#followAddress);
    // Not before the lobby can be used, but long before somebody has pressed its button.
    void import("./duet-call-view.js");
    this.#followAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#followAddress);
  }

  override willUpdate(): void {
    this.screen = this.#call.screen;
  }

  override render(): TemplateResult {
    const live = html`<p class="visually-hidden" role="status">${announcement(this.#texts, this.screen, this.#call.peerLeft)}</p>`;
    switch (this.screen) {
      case "lobby":
        return html`${this.#header()}
          <main>${this.#lobby()}</main>
          ${live}`;
      case "joining":
      case "waiting":
      case "connecting":
      case "connected":
        return html`<main>${this.#callView(this.screen)}</main>
          ${live}`;
      default:
        return html`${this.#header()}
          <main>${this.#notice(this.screen)}</main>
          ${live}`;
    }
  }

  override updated(): void {
    document.documentElement.lang = this.language;
    document.title = this.screen === "lobby" && this.route.page !== "room" ? this.#texts.title : this.#texts.titleInRoom(this.room);
  }

  get #texts(): Messages {
    return catalogs[this.language];
  }

  #header(): TemplateResult {
    const choose = ({ detail }: CustomEvent<Language>) => {
      this.language = detail;
      rememberLanguage(detail);
    };
    return html`<header>
      <div class="brand">${sign}Duet</div>
      <duet-language .language=${this.language} label=${this.#texts.language} @duet-language=${choose}></duet-language>
    </header>`;
  }

  #lobby(): TemplateResult {
    const devices = this.#devices;
    const test = this.#connectionTest;
    return html`<duet-lobby
      .texts=${this.#texts}
      .room=${this.room}
      .invited=${this.route.page === "room"}
      .invalidLink=${this.route.page === "invalid"}
      .linkTo=${linkTo}
      .stream=${devices.stream}
      .devices=${devices.view}
      .meter=${devices.meter}
      .connectionTest=${test.view}
      @duet-join=${this.#join}
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
      @duet-test-connection=${() => test.start()}
      @duet-stop-connection-test=${() => {
        test.stop();
      }}
    ></duet-lobby>`;
  }

  #callView(phase: CallPhase): TemplateResult {
    const call = this.#call;
    const devices = this.#devices;
    const { camera, microphone, canFlipCamera, speakerId } = devices.view;
    return html`<duet-call-view
      .texts=${this.#texts}
      .phase=${phase}
      .link=${linkTo(this.room)}
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
      .secondary=${secondary}
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

  /** The link in the address bar is the room's from here on, to copy and to come back to. */
  #join({ detail: room }: CustomEvent<string>): void {
    const shown = this.route.page === "room" ? this.route.room : undefined;
    if (shown !== room) history.pushState(null, "", roomPath(room));
    this.route = { page: "room", room };
    this.room = room;
    this.#call.join(room);
  }

  #newName(): void {
    this.room = generateRoomName();
    this.#call.prepare(this.room);
  }

  #goToStart(): void {
    history.pushState(null, "", "/");
    this.#followAddress();
  }

  /** The address decides: Back and Forward leave the call that is under way. */
  readonly #followAddress = (): void => {
    this.route = parseRoute(location.pathname);
    this.room = this.route.page === "room" ? this.route.room : generateRoomName();
    this.#call.enterLobby(this.room);
  };
}

function linkTo(room: string): string {
  return new URL(roomPath(room), location.href).href;
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-app": DuetApp;
  }
}
