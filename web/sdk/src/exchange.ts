import { loadQualityWatch } from "./call-parts.js";
import { CallChannel } from "./call-channel.js";
import type { CallError } from "./call-error.js";
import type { CallStatistics } from "./call-statistics.js";
import type { ChatReceipt, ChatText, ScreenMids, StateMessage } from "./channel-message.js";
import type { ConnectionPath } from "./connection-path.js";
import type { Letter } from "./letters.js";
import { OwnScreen, type SharedScreen } from "./own-screen.js";
import { sameState, type OwnState, type ParticipantState } from "./participant-state.js";
import type { Quality } from "./quality.js";
import type { QualityWatch } from "./quality-watch.js";
import { RemoteScreen } from "./remote-screen.js";
import type { StatsEntries } from "./stats-report.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface ExchangeEvents {
  peerstate: ParticipantState;
  remotescreen: MediaStream | null;
  qualitychange: Quality;
  /** There is a way for letters beside the server's. */
  open: undefined;
  letter: Letter;
  chat: ChatText | ChatReceipt;
  /** The other side has given the sign of life that it was asked for. */
  answer: undefined;
  /** The other side has said that it leaves. */
  leaving: undefined;
  error: CallError;
}

/** What the two sides of one connection have beside a voice and a face: what they say about themselves, their screens, and how well it goes. */
export class Exchange extends TypedEventTarget<ExchangeEvents> {
  readonly #peer: RTCPeerConnection;
  readonly #channel = new CallChannel();
  readonly #ownScreen: OwnScreen;
  readonly #remoteScreen: RemoteScreen;
  #watch: QualityWatch | undefined;
  #isFlowing = false;
  #own: OwnState | undefined;
  #mids: ScreenMids | null = null;
  #peerState: ParticipantState | null = null;
  #quality: Quality | null = null;
  #before: StatsEntries | undefined;

  constructor(peer: RTCPeerConnection) {
    super();
    this.#peer = peer;
    this.#channel.addEventListener("state", ({ detail }) => {
      this.#hear(detail);
    });
    this.#channel.addEventListener("error", ({ detail }) => {
      this.emit("error", detail);
    });
    this.#channel.addEventListener("open", () => {
      this.emit("open", undefined);
    });
    this.#channel.addEventListener("letter", ({ detail }) => {
      this.emit("letter", detail);
    });
    this.#channel.addEventListener("chat", ({ detail }) => {
      this.emit("chat", detail);
    });
    this.#channel.addEventListener("answer", () => {
      this.emit("answer", undefined);
    });
    this.#channel.addEventListener("leaving", () => {
      this.emit("leaving", undefined);
    });
    this.#ownScreen = new OwnScreen(peer, (mids) => {
      this.#mids = mids;
      this.#tell();
    });
    this.#remoteScreen = new RemoteScreen(peer, (stream) => {
      this.emit("remotescreen", stream);
    });
  }

  /** `null` while the other side has told nothing, as a plain client never does. */
  get peerState(): ParticipantState | null {
    return this.#peerState;
  }

  get remoteScreen(): MediaStream | null {
    return this.#remoteScreen.stream;
  }

  get quality(): Quality | null {
    return this.#quality;
  }

  /** The way for words, open or not. */
  useChannel(channel: RTCDataChannel): void {
    this.#channel.use(channel);
  }

  /** Sends a letter by the way for words, where that is open. */
  post(letter: Letter): void {
    this.#channel.say({ type: "letter", ...letter });
  }

  /** Says what was written, where the other's page shows it, and confirms what has come from it. */
  write(message: ChatText | ChatReceipt): void {
    if (message.type === "chat-receipt" || this.#peerState?.chat === true) this.#channel.say(message);
  }

  /** Asks the other side for a sign of life: `answer`. @returns whether there was a way to ask */
  ask(): boolean {
    return this.#channel.say({ type: "ping" });
  }

  sayLeaving(): void {
    this.#channel.say({ type: "leaving" });
  }

  setState(own: OwnState): void {
    this.#own = own;
    this.#tell();
  }

  share(screen: SharedScreen): void {
    this.#ownScreen.share(screen);
  }

  stopSharing(): void {
    this.#ownScreen.stop();
  }

  /** Whether what comes here is the other's screen, and neither their face nor their voice. */
  isScreen(transceiver: RTCRtpTransceiver): boolean {
    return this.#remoteScreen.has(transceiver);
  }

  /** Media flows, for the first time or again. */
  start(): void {
    this.#isFlowing = true;
    void this.#watchQuality();
  }

  /** Media does not flow any more. */
  stop(): void {
    this.#isFlowing = false;
    this.#watch?.stop();
  }

  close(): void {
    this.stop();
    this.#channel.close();
  }

  /** How it went since this was asked before; `null` where the browser does not tell. */
  async readStatistics(path: ConnectionPath | null): Promise<CallStatistics | null> {
    // Not before somebody wants to see them.
    const [{ readCallStatistics }, { readEntries }] = await Promise.all([import("./call-statistics.js"), import("./stats-report.js")]);
    const now = await this.#peer.getStats().then(readEntries, () => undefined);
    if (now === undefined) return null;
    const screens = new Set(this.#peer.getTransceivers().flatMap((each) => (this.#isAnyScreen(each) ? [each.mid] : [])));
    const statistics = readCallStatistics({ before: this.#before, now }, { path, isScreen: (mid) => screens.has(mid) });
    this.#before = now;
    return statistics;
  }

  async #watchQuality(): Promise<void> {
    const loaded = await loadQualityWatch().catch(() => undefined); // then nothing is said of it
    if (loaded === undefined || !this.#isFlowing) return;
    this.#watch ??= new loaded.QualityWatch(this.#peer, (quality) => {
      this.#quality = quality;
      this.#tell();
      this.emit("qualitychange", quality);
    });
    this.#watch.start();
  }

  #isAnyScreen(transceiver: RTCRtpTransceiver): boolean {
    return this.#ownScreen.has(transceiver) || this.#remoteScreen.has(transceiver);
  }

  #hear({ microphone, camera, screen, quality, chat, name }: StateMessage): void {
    const state = {
      microphone,
      camera,
      screen: screen !== null,
      quality,
      ...(chat === undefined ? {} : { chat }),
      ...(name === undefined ? {} : { name }),
    };
    const isNew = !sameState(state, this.#peerState);
    this.#peerState = state;
    if (isNew) this.emit("peerstate", state);
    this.#remoteScreen.tell(screen);
  }

  #tell(): void {
    if (this.#own === undefined) return;
    this.#channel.tell({ type: "state", ...this.#own, screen: this.#mids, quality: this.#quality?.level ?? null });
  }
}
