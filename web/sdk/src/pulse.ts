import { readEntries, selectedPairs } from "./stats-report.js";

export interface PulseOptions {
  readonly peer: RTCPeerConnection;
  /** Asks the other side for a sign of life; `answer()` tells that it came. @returns whether there was a way to ask */
  readonly ask: () => boolean;
  /** Nothing has come for a moment, and the other side did not answer. */
  readonly doubt: () => void;
  /** Nothing comes any more. */
  readonly silence: () => void;
  /** After `silence`: something came. */
  readonly sound: () => void;
}

/** How often it is looked, in milliseconds. */
const lookMilliseconds = 100;

/** Without anything for so long, the other side is asked, in milliseconds: sound comes every 20, and in a pause of speech every 400. */
const quietMilliseconds = 300;

/** Without anything for so long, nothing comes any more, in milliseconds. */
const silentMilliseconds = 600;

/** How long an answer may take beside its way, in milliseconds: until it is missed, and until it does not come any more. */
const missedMilliseconds = 100;
const deadMilliseconds = 200;

/** Of an answer that had to be sent twice, the way is not that long, in milliseconds. */
const maxRoundTripMilliseconds = 500;

/** How often the way is measured, which is disturbed by much at the beginning of a call. */
const measurements = 3;

/** How often a silent one is asked again, and the way measured, in milliseconds. */
const againMilliseconds = 1_000;

/**
 * Finds out that nothing comes any more, some seconds before the browser does. What counts is anything at all: sound and pictures that are played, checks
 * of the path, and the answer to a question, which is only asked where nothing else came. One who has never answered is not called silent.
 */
export class Pulse {
  readonly #options: PulseOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  #played = 0;
  /** What had been received by each pair of candidates when it was read before, in this silence. */
  #received = new Map<string, number>();
  #heardAt = 0;
  /** Since when nothing but an answer is awaited. */
  #awaitedSince: number | undefined;
  #askedAt: number | undefined;
  #isAnswered = false;
  #asked = 0;
  #roundTrip: number | undefined;
  #isMissed = false;
  #isSilent = false;
  #isReading = false;

  constructor(options: PulseOptions) {
    this.#options = options;
  }

  /** When something came for the last time; looked at anew, for a busy page looks late. */
  get heardAt(): number {
    return newestOf(this.#options.peer) > this.#played ? performance.now() : this.#heardAt;
  }

  /** Something flows. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#hear();
    this.#ask();
    this.#timer = setInterval(() => {
      this.#look();
    }, lookMilliseconds);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The other side has answered. */
  answer(): void {
    if (!this.#isAnswered) {
      this.#isAnswered = true;
      this.#roundTrip = Math.min(performance.now() - (this.#askedAt ?? 0), this.#roundTrip ?? maxRoundTripMilliseconds);
    }
    this.#hear();
  }

  #look(): void {
    const played = newestOf(this.#options.peer);
    if (played > this.#played) {
      this.#played = played;
      this.#hear();
    }
    const now = performance.now();
    const mayAsk = this.#askedAt === undefined || now - this.#askedAt >= againMilliseconds;
    if (mayAsk && this.#asked < measurements) this.#ask(); // The way for words opens a moment after sound and picture.
    if (now - this.#heardAt < quietMilliseconds) return;
    void this.#readReceived();
    if (mayAsk || this.#awaitedSince === undefined) this.#ask();
    if (this.#roundTrip !== undefined) this.#judge(now, this.#roundTrip);
  }

  #judge(now: number, roundTrip: number): void {
    const waited = now - (this.#awaitedSince ?? now);
    if (!this.#isMissed && waited >= missedMilliseconds + 1.5 * roundTrip) {
      this.#isMissed = true;
      this.#options.doubt();
    }
    if (!this.#isSilent && now - this.#heardAt >= silentMilliseconds && waited >= deadMilliseconds + 2 * roundTrip) {
      this.#isSilent = true;
      this.#options.silence();
    }
  }

  #ask(): void {
    if (!this.#options.ask()) return;
    this.#askedAt = performance.now();
    this.#asked += 1;
    this.#isAnswered = false;
    this.#awaitedSince ??= this.#askedAt;
  }

  #hear(): void {
    this.#heardAt = performance.now();
    this.#awaitedSince = undefined;
    this.#received.clear();
    this.#isMissed = false;
    if (!this.#isSilent) return;
    this.#isSilent = false;
    this.#options.sound();
  }

  /** What is not played counts as well: checks of the path, and words. */
  async #readReceived(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    const entries = await this.#options.peer.getStats().then(readEntries, () => undefined);
    this.#isReading = false;
    if (entries === undefined || this.#timer === undefined) return;
    let isNews = false;
    for (const { id, bytesReceived = 0, requestsReceived = 0, responsesReceived = 0 } of selectedPairs(entries)) {
      const received = bytesReceived + requestsReceived + responsesReceived;
      isNews ||= received > (this.#received.get(id) ?? received); // Another pair than before has counts of its own.
      this.#received.set(id, received);
    }
    if (isNews) this.#hear();
  }
}

/** When the newest packet came of those that were played in the last ten seconds; 0 where there was none, or the browser does not tell. */
function newestOf(peer: RTCPeerConnection): number {
  const sources = peer.getReceivers().flatMap((receiver) => receiver.getSynchronizationSources());
  return Math.max(0, ...sources.map(({ timestamp }) => timestamp));
}
