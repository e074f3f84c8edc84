import { CallError } from "./call-error.js";
import { movesToBetterPaths } from "./candidate-pool.js";
import { isEfficient } from "./codec-efficiency.js";
import { CodecPreferences } from "./codec-preferences.js";
import type { ConnectionPath } from "./connection-path.js";
import { Exchange } from "./exchange.js";
import { FirstFrame } from "./first-frame.js";
import { Health } from "./health.js";
import { MediaSenders } from "./media-senders.js";
import { Letters, type Letter } from "./letters.js";
import type { IceSettings, PeerMessage } from "./messages.js";
import { withOpusParameters } from "./opus-parameters.js";
import { PathWatch } from "./path-watch.js";
import { PatientEventTarget } from "./patient-event-target.js";
import { parseOffer, type AnswerPreview, type OfferPreview } from "./peer-payload.js";
import { PerfectNegotiation } from "./perfect-negotiation.js";
import { first, type Succession } from "./recovery.js";
import { configurationOf } from "./rtc-configuration.js";
import { relayCandidatesOf, restartInterrupts, withoutAddresses } from "./session-description.js";

export interface PeerConnectionEvents {
  /** All candidates of this side are found, and are part of what `offerAgain()` sends. */
  gathered: undefined;
  /** The two have agreed on a call, for the first time or again. */
  described: undefined;
  /** Media flows, for the first time or again. */
  connected: undefined;
  /** It broke, and is being repaired: `connected`, `beyondrepair` or `failed` follows. */
  interrupted: undefined;
  /** What can be done with this connection has been done: another one is to take its place. */
  beyondrepair: undefined;
  /** It could not be made, or not repaired. */
  failed: undefined;
  /** Nothing has come for a moment, or the browser says that it broke: it may be the network of this side, and then the server is out of reach as well. */
  doubt: undefined;
  /** The first picture of the other has been decoded. */
  firstframe: undefined;
  /** The other side's picture and sound; the same stream each time something joins it. */
  remotestream: MediaStream;
  /** Which way the media takes, soon after `connected`; `null` when that cannot be told any more. `interrupted` and `failed` end it untold. */
  pathchange: ConnectionPath | null;
  /** It broke before it was known who comes; nothing comes of it. */
  faded: undefined;
  /** Somebody came, whether it is the one whom it was made with before, or not, and nothing comes of it. `announce()` tells the rest. */
  confirmed: { readonly isSame: boolean };
  /** The other side says something by way of the connection itself. It may have come by way of the server before. */
  letter: Letter;
  /** The other side leaves. */
  leaving: undefined;
  error: CallError;
}

export interface PeerConnectionOptions {
  /** Made before, with candidates on their way; otherwise one is made. */
  readonly prepared?: RTCPeerConnection | undefined;
  /** For a connection that is made, and for the repair of any. */
  readonly ice: IceSettings;
  /** Waits for an offer of the other side. Otherwise `offer()` begins. */
  readonly polite: boolean;
  readonly media: MediaStream | undefined;
  readonly send: (cmd: PeerMessage["cmd"], msg: string) => void;
  /** Whether what is sent reaches the other side now. */
  readonly canTalk: () => boolean;
  /** The connection in whose place this one is, where it is in one's. */
  readonly instead?: PeerConnection | undefined;
}

/** How long one who leaves waits for their last words to go, in milliseconds. */
const farewellMilliseconds = 150;

/** Of what comes by the connection before it is known who comes. */
const maxKeptLetters = 256;

/** How long the first pictures stay small, in milliseconds. Chosen so that browsers have found out a little of what the way can take; not measured. */
const beginningMilliseconds = 1_000;

/**
 * The media connection to one peer, from its first offer to the peer's leaving: an `RTCPeerConnection` and the negotiation over it. It may be made
 * while one of the two still looks at their preview: then it sends nothing and tells nothing before they have come.
 */
export class PeerConnection extends PatientEventTarget<PeerConnectionEvents> {
  /** What goes on beside sound and picture. */
  readonly exchange: Exchange;
  /** What the two tell each other about this connection. */
  readonly letters: Letters;
  readonly #peer: RTCPeerConnection;
  readonly #negotiation: PerfectNegotiation;
  readonly #senders: MediaSenders;
  readonly #path: PathWatch;
  readonly #firstFrame: FirstFrame;
  readonly #health: Health;
  readonly #send: (cmd: PeerMessage["cmd"], msg: string) => void;
  readonly #remote = new MediaStream();
  /** What came by the connection before it is known who comes. */
  readonly #keptLetters: Letter[] = [];
  #hasChannel = false;
  #beginning: ReturnType<typeof setTimeout> | undefined;

  constructor({ prepared, ice, polite, media, send, canTalk, instead }: PeerConnectionOptions) {
    super();
    this.#send = send;
    this.letters = new Letters(instead?.letters);
    this.#peer = prepared ?? new RTCPeerConnection(configurationOf(ice));
    const fail = (error: CallError) => {
      this.emitAtOnce("error", error);
    };
    const beforeAnswer = ({ restartsIce }: { readonly restartsIce: boolean }) => {
      if (restartsIce) this.#health.renew();
      this.#joinOffer();
    };
    new CodecPreferences(this.#peer, isEfficient);
    this.exchange = new Exchange(this.#peer);
    const ask = () => this.exchange.ask();
    this.#health = new Health({ peer: this.#peer, ice, decides: !polite, succession: instead?.next ?? first, canTalk, ask });
    const confirm = (isSame: boolean) => {
      if (isSame) this.begin();
      this.emitAtOnce("confirmed", { isSame });
    };
    const write = (cmd: PeerMessage["cmd"], payload: object) => {
      this.#write(cmd, payload);
    };
    const endsInstead = (offer: RTCSessionDescriptionInit) =>
      this.#takesAnother && restartInterrupts(this.#peer.localDescription, offer) && this.#health.takesPlaceOfRestart();
    this.#negotiation = new PerfectNegotiation(this.#peer, { polite, send: write, beforeAnswer, endsInstead, confirm, fail });
    this.#senders = new MediaSenders(this.#peer, (error) => {
      if (this.#peer.signalingState !== "closed") fail(CallError.from(error, "negotiation-failed", "A track could not be sent."));
    });
    this.#path = new PathWatch(this.#peer, (path) => {
      this.emit("pathchange", path);
    });
    this.#firstFrame = new FirstFrame(this.#peer, () => {
      this.emit("firstframe", undefined);
    });
    this.#senders.setMedia(media);
    this.#listen();
    this.#watchHealth();
  }

  /** What those who prepare may see of the offer that waits for its answer; `undefined` where none does. */
  get preview(): OfferPreview | undefined {
    if (!this.isOffering) return undefined;
    const { sdp } = this.#peer.localDescription ?? { sdp: "" };
    return {
      description: { type: "offer", sdp: withoutAddresses(withOpusParameters(sdp)) },
      candidates: relayCandidatesOf(sdp),
      answerable: movesToBetterPaths(this.#peer),
    };
  }

  /**
   * Takes an offer before this side comes, and answers it where its maker wants that and both have relays, by way of which the two connect then.
   * `perform()` answers it for good. Events but `error` and `faded` wait for `announce()`, and media for `begin()`.
   * @param answer called with what can be told of the answer
   */
  async rehearse(preview: OfferPreview, answer: (preview: AnswerPreview) => void): Promise<void> {
    this.#keep();
    await this.#negotiation.rehearse(preview);
    if (!preview.answerable) return;
    await gathered(this.#peer);
    const settled = await this.#negotiation.settle();
    if (settled !== undefined) answer(settled);
  }

  perform(): void {
    void this.#negotiation.perform();
  }

  /** Connects with one who looks, before they come. Their answer, when they have, makes it theirs, or not: `confirmed`. */
  async connectEarly(answer: AnswerPreview): Promise<void> {
    this.#keep();
    if (!(await this.#negotiation.takeEarly(answer))) this.#fade();
  }

  /** Whether it was made before it is known who comes: nothing is told of it, and nothing sent. */
  get isEarly(): boolean {
    return this.isKeeping;
  }

  /** It is certain with whom this is: media may go to them. */
  begin(): void {
    this.#senders.release();
  }

  /** Whether an offer is the one that was rehearsed. What cannot be read is for `receive` to refuse. */
  isRehearsed(msg: string): boolean {
    try {
      return this.#negotiation.isRehearsed(parseOffer(msg).sdp ?? "");
    } catch {
      return true;
    }
  }

  /** Tells what has happened before somebody came: all of it, in order. */
  announce(): void {
    this.releaseEvents();
    this.#follow(this.#peer.connectionState);
    this.#postAll();
    for (const letter of this.#keptLetters.splice(0)) this.emit("letter", letter);
  }

  /** What the connection is that takes the place of this one. */
  get next(): Succession {
    return this.#health.next;
  }

  /** What a repair is made with from now on. */
  useIce(ice: IceSettings): void {
    this.#health.useIce(ice);
  }

  /** Offers a whole call: both kinds, whether there is something to send or not, and the way for words. */
  offer(): void {
    this.#senders.offer();
    this.#openChannel();
  }

  /** Sends the offer that waits for its answer once more. */
  offerAgain(): void {
    this.#negotiation.offerAgain();
  }

  receive(cmd: PeerMessage["cmd"], msg: string): void {
    if (cmd === "offer") this.#health.yield();
    void this.#negotiation.receive(cmd, msg);
  }

  /** Whether an offer of this side waits for its answer. */
  get isOffering(): boolean {
    return this.#peer.signalingState === "have-local-offer";
  }

  /** Whether one is being made: it goes out as it will be. */
  get isMakingOffer(): boolean {
    return this.#negotiation.isMakingOffer;
  }

  get isConnected(): boolean {
    return this.#peer.connectionState === "connected";
  }

  /** There is a way to the other again. */
  talk(): void {
    this.#health.talk();
  }

  /** This machine has come to another network. */
  move(): void {
    this.#health.move();
  }

  /** The server had been lost, and is there again. */
  returnToServer(): void {
    this.#health.returnToServer();
  }

  /** The other side is met again on a server that had forgotten both. What was written may not have arrived: it is sent once more, where it may still matter. */
  meetAgain(): void {
    if (!this.isConnected) for (const { cmd, msg } of this.letters.current) this.#send(cmd, msg);
    if (this.#takesAnother) this.#health.meetAgain();
    else this.#health.talk();
  }

  /** The first track of each kind is what is sent from now on. */
  setMedia(media: MediaStream | undefined): void {
    this.#senders.setMedia(media);
  }

  close(): void {
    this.#end();
    this.#peer.close();
  }

  /** Closes, and says so to the other side by the connection itself, for the server cannot. */
  leave(): void {
    this.exchange.sayLeaving();
    this.#end();
    setTimeout(() => {
      this.#peer.close();
    }, farewellMilliseconds);
  }

  /** Whether the other side takes another connection in the place of this one: of a plain client that is not known. */
  get #takesAnother(): boolean {
    return this.exchange.peerState !== null;
  }

  #end(): void {
    this.#health.stop();
    clearTimeout(this.#beginning);
    this.#negotiation.close();
    this.#path.stop();
    this.exchange.close();
    this.#firstFrame.stop();
  }

  #write(cmd: PeerMessage["cmd"], payload: object): void {
    const letter = this.letters.write(cmd, payload);
    this.#send(letter.cmd, letter.msg);
    if (!this.isKeeping) this.exchange.post(letter);
  }

  /** By the connection, which has just become a way for letters. */
  #postAll(): void {
    if (!this.isKeeping) for (const letter of this.letters.current) this.exchange.post(letter);
  }

  #listen(): void {
    this.#peer.addEventListener("track", ({ track, transceiver }) => {
      if (this.exchange.isScreen(transceiver)) return;
      this.#remote.addTrack(track);
      this.#firstFrame.expect(track);
      this.emit("remotestream", this.#remote);
    });
    this.#peer.addEventListener("signalingstatechange", () => {
      if (this.#peer.signalingState !== "stable" || this.#peer.remoteDescription === null) return;
      this.emit("described", undefined);
    });
    this.#peer.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate === null) this.emit("gathered", undefined);
    });
    this.#peer.addEventListener("connectionstatechange", () => {
      this.#follow(this.#peer.connectionState);
    });
    this.exchange.addEventListener("open", () => {
      this.#postAll();
    });
    this.exchange.addEventListener("letter", ({ detail }) => {
      if (!this.isKeeping) this.emit("letter", detail);
      else if (this.#keptLetters.length < maxKeptLetters) this.#keptLetters.push(detail);
    });
    this.exchange.addEventListener("answer", () => {
      this.#health.answer();
    });
    this.exchange.addEventListener("leaving", () => {
      this.emit("leaving", undefined);
    });
  }

  #watchHealth(): void {
    this.#health.addEventListener("interrupted", () => {
      this.#interrupt();
    });
    this.#health.addEventListener("restored", () => {
      this.#follow("connected");
    });
    for (const name of ["beyondrepair", "failed", "doubt"] as const) {
      this.#health.addEventListener(name, () => {
        this.emit(name, undefined);
      });
    }
  }

  #joinOffer(): void {
    this.#senders.adopt();
    // One who offers no way for words is not asked for it: they may not know what to do with another offer.
    if (!this.#hasChannel && /^m=application /m.test(this.#peer.remoteDescription?.sdp ?? "")) this.#openChannel();
  }

  /** Both sides open the same one, so that it needs no round trip of its own. */
  #openChannel(): void {
    this.#hasChannel = true;
    const channel = this.#peer.createDataChannel("duet", { negotiated: true, id: 0, ordered: true });
    // The first sign that the other side has closed its connection; ICE takes some seconds to notice.
    channel.addEventListener("close", () => {
      if (this.isKeeping) this.#fade();
    });
    this.exchange.useChannel(channel);
  }

  /** Until it is known who comes. */
  #keep(): void {
    this.keepEvents();
    this.#senders.hold();
  }

  #fade(): void {
    if (this.#peer.signalingState !== "closed") this.emitAtOnce("faded", undefined);
  }

  #follow(state: RTCPeerConnectionState): void {
    if (this.isKeeping) {
      if (state === "disconnected" || state === "failed") this.#fade();
    } else if (state === "connected") {
      this.#health.follow(state);
      if (!this.#health.isWell) return; // It only says so.
      this.#path.start();
      this.#beginning ??= setTimeout(() => {
        this.#senders.limit();
      }, beginningMilliseconds);
      this.exchange.start();
      this.emit("connected", undefined);
    } else if (state === "disconnected" || state === "failed") {
      this.#health.follow(state);
    }
  }

  #interrupt(): void {
    this.#path.stop();
    this.exchange.stop();
    this.emit("interrupted", undefined);
  }
}

/** Fulfilled when all candidates are found; never where the connection is closed before that. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (peer.iceGatheringState !== "complete") return;
      peer.removeEventListener("icegatheringstatechange", look);
      resolve();
    };
    peer.addEventListener("icegatheringstatechange", look);
    look();
  });
}
