import { CallError } from "./call-error.js";
import { takePooledCandidates } from "./candidate-pool.js";
import type { PeerMessage } from "./messages.js";
import { withOpusParameters } from "./opus-parameters.js";
import { parseAnswer, parseCandidate, parseOffer, type Answer, type AnswerPreview, type OfferPreview } from "./peer-payload.js";
import {
  candidatesOf,
  iceUfragOf,
  isSameTransport,
  leavesDtlsToThem,
  leavingDtlsToThem,
  relayCandidatesOf,
  withoutAddresses,
  withoutStrayFormats,
} from "./session-description.js";

export interface NegotiationOptions {
  /** The joiner is polite: it waits for the first offer, and where two offers cross it takes back its own. */
  readonly polite: boolean;
  readonly send: (cmd: PeerMessage["cmd"], payload: object) => void;
  /** An offer of the other side has been set and is about to be answered: the moment to say what this side sends, and where to find candidates for an ICE that they restart. */
  readonly beforeAnswer?: (offer: { readonly restartsIce: boolean }) => void;
  /** An offer of the other side restarts ICE. @returns whether it is passed over, since this connection is over */
  readonly endsInstead?: (offer: RTCSessionDescriptionInit) => boolean;
  /** The answer has come that a preview of it was taken for before; `isSame` says whether it is of the one who gave that. */
  readonly confirm?: (isSame: boolean) => void;
  /** `negotiation-failed` or `candidate-rejected`; nothing is thrown and no promise is left rejected. */
  readonly fail: (error: CallError) => void;
}

/** More candidates than any browser gathers; what comes beyond, before a description, is dropped. */
const maxEarlyCandidates = 256;

/**
 * The W3C's perfect negotiation (https://www.w3.org/TR/webrtc/#perfect-negotiation-example): either side may offer at any time, and
 * offers that cross are resolved without either side knowing. Nothing outside this file knows its flags. It asks little of the other
 * side: a plain peer that offers when we come, or answers our offer, will do.
 *
 * What comes in is taken one at a time, in order, so an offer never meets an answer that is still being applied.
 */
export class PerfectNegotiation {
  readonly #peer: RTCPeerConnection;
  readonly #options: NegotiationOptions;
  readonly #early: RTCIceCandidateInit[] = [];
  /** Candidates of ours that are found before the answer is. */
  #held: RTCIceCandidate[] | undefined;
  #mayOffer: boolean;
  #makingOffer = false;
  #ignoringOffer = false;
  #closed = false;
  #rehearsed: OfferPreview | undefined;
  #performed = false;
  /** What was taken for the answer before anybody has come. */
  #unconfirmed: AnswerPreview | undefined;
  #inbox = Promise.resolve();

  constructor(peer: RTCPeerConnection, options: NegotiationOptions) {
    this.#peer = peer;
    this.#options = options;
    this.#mayOffer = !options.polite;
    peer.addEventListener("negotiationneeded", () => {
      void this.#offer();
    });
    peer.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate === null || candidate.candidate === "") return;
      if (this.#held === undefined) this.#send("candidate", candidate);
      else this.#held.push(candidate);
    });
  }

  /** Takes one message of the other side. The promise is fulfilled when it is dealt with, whatever came of it. */
  receive(cmd: PeerMessage["cmd"], msg: string): Promise<void> {
    return this.#queue(() => this.#take(cmd, msg));
  }

  /** Takes an offer as far as that is possible without telling anybody: what is to be said to it waits for `perform()`. */
  rehearse(preview: OfferPreview): Promise<void> {
    return this.#queue(async () => {
      this.#rehearsed = preview;
      await this.#consider(preview.description);
    });
  }

  /**
   * Settles the answer to the offer that was rehearsed, so that the two can connect by way of their relays.
   * @returns what can be told of it; `undefined` where there is no relay to connect by, where the browser has no provisional answer, and after `perform()`
   */
  async settle(): Promise<AnswerPreview | undefined> {
    let answer: AnswerPreview | undefined;
    await this.#queue(async () => {
      const rehearsed = this.#rehearsed;
      if (rehearsed === undefined || this.#performed || this.#peer.signalingState !== "have-local-pranswer") return;
      const { sdp } = this.#peer.localDescription ?? { sdp: "" };
      const candidates = relayCandidatesOf(sdp);
      if (candidates.length === 0 || rehearsed.candidates.length === 0) return;
      await this.#addCandidates(rehearsed.candidates);
      await this.#peer.setLocalDescription({ type: "answer", sdp });
      answer = {
        description: { type: "answer", sdp: withoutAddresses(withOpusParameters(sdp)) },
        candidates,
        offer: iceUfragOf(rehearsed.description.sdp ?? "") ?? "",
      };
    });
    return this.#performed ? undefined : answer;
  }

  /**
   * Answers the offer that was rehearsed: at once where the browser has made the answer before. What this calls for in the page may take it a
   * while.
   */
  perform(): Promise<void> {
    this.#performed = true;
    const rehearsed = this.#rehearsed;
    const answer = this.#peer.localDescription;
    if (rehearsed === undefined || answer === null) return this.#queue(() => this.#performLate());
    // Before the answer: where they are relays, ours has to let theirs in by the time of their first check.
    const added = answer.type === "pranswer" ? this.#addCandidates(rehearsed.candidates) : undefined;
    this.#sendDescription("answer", answer.sdp, iceUfragOf(rehearsed.description.sdp ?? ""));
    return this.#queue(async () => {
      await added;
      this.#mayOffer = true;
      if (this.#peer.signalingState === "have-local-pranswer") await this.#peer.setLocalDescription({ type: "answer", sdp: answer.sdp });
      this.#held = this.#held?.filter(({ candidate }) => !answer.sdp.includes(candidate));
      this.#release();
    });
  }

  /**
   * Takes what one who looks has answered for the answer, until they come: `confirm` is called with what they answer then.
   * @returns false where it is of no use. Whose fault that is, is not reported: they have not come.
   */
  async takeEarly(answer: AnswerPreview): Promise<boolean> {
    let taken = false;
    await this.#queue(async () => {
      this.#unconfirmed = answer;
      this.#held = [];
      try {
        await this.#peer.setRemoteDescription(answer.description);
        await Promise.all(answer.candidates.map((candidate) => this.#peer.addIceCandidate(candidate)));
        taken = true;
      } catch {
        // As said.
      }
    });
    return taken;
  }

  /** Whether this is the offer that was rehearsed, by now with addresses: it needs no other answer. */
  isRehearsed(sdp: string): boolean {
    const ufrag = iceUfragOf(this.#rehearsed?.description.sdp ?? "");
    return ufrag !== undefined && ufrag === iceUfragOf(sdp);
  }

  /** Whether an offer is being made. */
  get isMakingOffer(): boolean {
    return this.#makingOffer;
  }

  /** Sends the offer that waits for its answer once more, as it is by now. One that is still being made is sent anyway. */
  offerAgain(): void {
    if (!this.#makingOffer && this.#peer.signalingState === "have-local-offer") this.#sendLocalDescription("offer");
  }

  /** Nothing is sent and nothing is reported from now on. */
  close(): void {
    this.#closed = true;
  }

  async #offer(): Promise<void> {
    // The joiner's first turn is the answer; what it still needs then makes the browser ask again.
    if (!this.#mayOffer || this.#closed) return;
    try {
      this.#makingOffer = true;
      await this.#peer.setLocalDescription();
      this.#sendLocalDescription("offer");
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  async #take(cmd: PeerMessage["cmd"], msg: string): Promise<void> {
    const isRehearsed = cmd === "offer" && this.isRehearsed(parseOffer(msg).sdp ?? "");
    this.#rehearsed = undefined; // Only their first word can be that: what they offer after it is another offer, whatever its fragment.
    switch (cmd) {
      case "offer":
        if (isRehearsed) await this.#addCandidates(candidatesOf(parseOffer(msg).sdp ?? ""));
        else await this.#takeOffer(parseOffer(msg));
        break;
      case "answer":
        await this.#takeAnswer(parseAnswer(msg));
        break;
      case "candidate":
        await this.#takeCandidate(parseCandidate(msg));
        break;
    }
  }

  async #takeOffer(offer: RTCSessionDescriptionInit): Promise<void> {
    const collision = this.#makingOffer || this.#peer.signalingState === "have-local-offer";
    this.#ignoringOffer = collision && !this.#options.polite;
    if (this.#ignoringOffer || (this.#restartsIce(offer) && this.#options.endsInstead?.(offer) === true)) return;
    await this.#consider(offer);
    await this.#answer();
  }

  /** All that comes before the answer to an offer. */
  async #consider(offer: RTCSessionDescriptionInit): Promise<void> {
    const isFirst = this.#peer.remoteDescription === null;
    const restartsIce = this.#restartsIce(offer);
    const isDtlsTheirs = isFirst || leavesDtlsToThem(this.#peer.currentLocalDescription, this.#peer.currentRemoteDescription);
    await this.#peer.setRemoteDescription(isDtlsTheirs ? leavingDtlsToThem(offer) : offer); // takes back our own offer where there is one
    this.#options.beforeAnswer?.({ restartsIce });
    await this.#addEarlyCandidates();
    if (isFirst) await this.#answerProvisionally();
  }

  #restartsIce({ sdp = "" }: RTCSessionDescriptionInit): boolean {
    const { remoteDescription } = this.#peer;
    return remoteDescription !== null && iceUfragOf(remoteDescription.sdp) !== iceUfragOf(sdp);
  }

  async #performLate(): Promise<void> {
    if (this.#rehearsed === undefined) return;
    await this.#addCandidates(this.#rehearsed.candidates);
    await this.#answer(this.#rehearsed);
  }

  async #answer(rehearsed?: OfferPreview): Promise<void> {
    this.#mayOffer = true;
    try {
      await this.#peer.setLocalDescription();
      this.#sendLocalDescription("answer", iceUfragOf(rehearsed?.description.sdp ?? ""));
    } finally {
      this.#release();
    }
  }

  /** Finds candidates at once, which have to wait for the answer: a plain peer has no use for them before. */
  async #answerProvisionally(): Promise<void> {
    this.#held = [];
    await takePooledCandidates(this.#peer);
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const candidate of held) this.#send("candidate", candidate);
  }

  async #takeAnswer({ description, offer }: Answer): Promise<void> {
    this.#ignoringOffer = false;
    if (this.#unconfirmed !== undefined) {
      await this.#confirm(this.#unconfirmed, description.sdp ?? "");
      return;
    }
    // A plain peer may answer an offer that we took back in the meantime: nobody waits for that answer.
    if (this.#peer.signalingState !== "have-local-offer") return;
    // So may one who rehearsed it; they say which one it was, and answer the other one too.
    if (offer !== undefined && offer !== iceUfragOf(this.#peer.localDescription?.sdp ?? "")) return;
    await this.#peer.setRemoteDescription(description);
    await this.#addEarlyCandidates();
  }

  /** They have come. What was kept from them while they looked goes out, and what they kept is taken. */
  async #confirm(unconfirmed: AnswerPreview, sdp: string): Promise<void> {
    this.#unconfirmed = undefined;
    const isSame = isSameTransport(unconfirmed.description.sdp ?? "", sdp);
    this.#options.confirm?.(isSame);
    if (!isSame) return;
    this.#held = undefined;
    for (const candidate of candidatesOf(this.#peer.localDescription?.sdp ?? "")) this.#send("candidate", candidate);
    await this.#addCandidates(candidatesOf(sdp));
  }

  async #takeCandidate(candidate: RTCIceCandidateInit | undefined): Promise<void> {
    if (candidate === undefined) return;
    if (this.#peer.remoteDescription !== null) await this.#addCandidate(candidate);
    else if (!this.#ignoringOffer && this.#early.length < maxEarlyCandidates) this.#early.push(candidate);
  }

  async #addEarlyCandidates(): Promise<void> {
    for (const candidate of this.#early.splice(0)) await this.#addCandidate(candidate);
  }

  async #addCandidates(candidates: readonly RTCIceCandidateInit[]): Promise<void> {
    await Promise.all(candidates.map((candidate) => this.#addCandidate(candidate)));
  }

  async #addCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    try {
      await this.#peer.addIceCandidate(candidate);
    } catch (error) {
      // Candidates of an offer that we ignored are expected to fit nothing.
      if (!this.#ignoringOffer) this.#fail(new CallError("candidate-rejected", "A candidate of the other side could not be used.", error));
    }
  }

  /** `offer`: the ICE user name fragment of the offer that is answered, where that needs to be said. */
  #sendLocalDescription(type: "offer" | "answer", offer?: string): void {
    const description = this.#peer.localDescription;
    if (description?.type === type) this.#sendDescription(type, description.sdp, offer);
  }

  #sendDescription(type: "offer" | "answer", sdp: string, offer?: string): void {
    // What is sent tells the other side how to send; to this browser its own description stays as it wrote it.
    this.#send(type, { type, sdp: withOpusParameters(withoutStrayFormats(sdp)), ...(offer && { offer }) });
  }

  #queue(work: () => Promise<void>): Promise<void> {
    this.#inbox = this.#inbox
      .then(() => (this.#closed ? undefined : work()))
      .catch((error: unknown) => {
        this.#fail(error);
      });
    return this.#inbox;
  }

  #send(cmd: PeerMessage["cmd"], payload: RTCSessionDescriptionInit | RTCIceCandidateInit): void {
    if (!this.#closed) this.#options.send(cmd, payload);
  }

  #fail(error: unknown): void {
    if (!this.#closed) this.#options.fail(CallError.from(error, "negotiation-failed", "The two browsers could not agree on a call."));
  }
}
