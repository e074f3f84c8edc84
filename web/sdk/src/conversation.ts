import { CallError } from "./call-error.js";
import { Chat, type ChatEvents, type ChatMessage } from "./chat.js";
import type { CallStatistics } from "./call-statistics.js";
import type { ConnectionPath } from "./connection-path.js";
import type { Exchange } from "./exchange.js";
import { stopMedia } from "./local-media.js";
import type { ScreenContent, SharedScreen } from "./own-screen.js";
import { sameState, type OwnState, type ParticipantState, type Presence } from "./participant-state.js";
import type { Quality } from "./quality.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface ConversationEvents extends ChatEvents {
  /** What the other says about themselves; `null` when they have left, and where their client does not say such things. */
  peerstate: ParticipantState | null;
  /** The screen that the other shares; another stream for another screen, `null` when it is gone. */
  remotescreen: MediaStream | null;
  /** Our own screen is not shared any more, because the person said so to the browser, or closed what was shared. */
  screenend: undefined;
  qualitychange: Quality | null;
  error: CallError;
}

/** How long somebody who has left may take to be here again with their page loaded anew, in milliseconds: twice what the server keeps their seat for. */
const reloadMilliseconds = 10_000;

/** What this side says about itself, writes and shows, to whomever it meets, and what the one who is here says, writes and shows. */
export class Conversation extends TypedEventTarget<ConversationEvents> {
  #told: OwnState | undefined;
  #media: MediaStream | undefined;
  #screen: SharedScreen | undefined;
  #exchange: Exchange | undefined;
  /** Whom it is with, or was. */
  #uid: string | undefined;
  #absence: ReturnType<typeof setTimeout> | undefined;
  readonly #chat = new Chat((message) => this.#exchange?.write(message));
  #canChat = false;
  #ending = new AbortController();
  #peerState: ParticipantState | null = null;
  #remoteScreen: MediaStream | null = null;
  #quality: Quality | null = null;

  constructor() {
    super();
    this.#chat.addEventListener("chat", ({ detail }) => {
      this.emit("chat", detail);
    });
  }

  get peerState(): ParticipantState | null {
    return this.#peerState;
  }

  get remoteScreen(): MediaStream | null {
    return this.#remoteScreen;
  }

  get quality(): Quality | null {
    return this.#quality;
  }

  get sharing(): boolean {
    return this.#screen !== undefined;
  }

  /** Whether the one who is here can read; still so while their connection is being made anew. */
  get canChat(): boolean {
    return this.#canChat;
  }

  /** What there is to hear and see, for as long as nothing else is said about it. */
  setMedia(media: MediaStream | undefined): void {
    this.#media = media;
    this.#tell();
  }

  setState(state: OwnState): void {
    this.#told = state;
    this.#tell();
  }

  /** Somebody is connected, for the first time or again. */
  meet(uid: string, exchange: Exchange): void {
    if (exchange === this.#exchange) return;
    clearTimeout(this.#absence);
    if (uid !== this.#uid) this.#chat.part();
    this.#uid = uid;
    this.#exchange = exchange;
    this.#tell(); // Before anything is written: the other side writes to nobody of whom it knows nothing.
    this.#follow(exchange);
    if (this.#screen !== undefined) exchange.share(this.#screen);
  }

  /** They have left, perhaps to load their page anew: what is on the way to them waits for that. What is shared is shared with the next one. */
  part(): void {
    this.#ending.abort();
    this.#exchange = undefined;
    this.#canChat = false;
    clearTimeout(this.#absence);
    this.#absence = setTimeout(() => {
      this.#chat.part();
    }, reloadMilliseconds);
    this.#show(null, null, null);
  }

  share(stream: MediaStream, content: ScreenContent): void {
    if (stream !== this.#screen?.stream) stopMedia(this.#screen?.stream);
    this.#screen = { stream, content };
    this.#exchange?.share(this.#screen);
    stream.getVideoTracks()[0]?.addEventListener("ended", () => {
      if (this.#screen?.stream !== stream) return;
      this.stopSharing();
      this.emit("screenend", undefined);
    });
  }

  stopSharing(): void {
    const screen = this.#screen;
    this.#screen = undefined;
    this.#exchange?.stopSharing();
    stopMedia(screen?.stream);
  }

  sendChat(text: string): ChatMessage {
    if (!this.#canChat) throw new CallError("chat-refused", "Nobody is there who could read it.");
    return this.#chat.send(text);
  }

  async readStatistics(path: ConnectionPath | null): Promise<CallStatistics | null> {
    return (await this.#exchange?.readStatistics(path)) ?? null;
  }

  close(): void {
    this.stopSharing();
    this.part();
    clearTimeout(this.#absence);
    this.#chat.part();
  }

  #follow(exchange: Exchange): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    let isHeard = false;
    const show = () => {
      const { peerState, remoteScreen, quality } = exchange;
      if (peerState !== null) this.#canChat = peerState.chat === true;
      this.#show(peerState, remoteScreen, quality);
      if (isHeard || peerState?.chat !== true) return;
      isHeard = true;
      this.#chat.goOn();
    };
    for (const name of ["peerstate", "remotescreen", "qualitychange"] as const) exchange.addEventListener(name, show, { signal });
    exchange.addEventListener(
      "chat",
      ({ detail }) => {
        this.#chat.take(detail);
      },
      { signal },
    );
    exchange.addEventListener(
      "error",
      ({ detail }) => {
        this.emit("error", detail);
      },
      { signal },
    );
    show();
  }

  #show(peerState: ParticipantState | null, remoteScreen: MediaStream | null, quality: Quality | null): void {
    const isNew = {
      peerstate: !sameState(peerState, this.#peerState),
      remotescreen: remoteScreen !== this.#remoteScreen,
      qualitychange: quality?.level !== this.#quality?.level || quality?.reason !== this.#quality?.reason,
    };
    [this.#peerState, this.#remoteScreen, this.#quality] = [peerState, remoteScreen, quality];
    if (isNew.peerstate) this.emit("peerstate", peerState);
    if (isNew.remotescreen) this.emit("remotescreen", remoteScreen);
    if (isNew.qualitychange) this.emit("qualitychange", quality);
  }

  #tell(): void {
    this.#exchange?.setState(
      this.#told ?? { microphone: presenceOf(this.#media?.getAudioTracks()), camera: presenceOf(this.#media?.getVideoTracks()) },
    );
  }
}

function presenceOf(tracks: readonly MediaStreamTrack[] = []): Presence {
  const [track] = tracks;
  if (track === undefined) return "none";
  return track.enabled ? "on" : "off";
}
