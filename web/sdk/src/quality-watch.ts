import { readRoundTrip, receivedLoss, remoteOf, sentLoss, type StatsInterval } from "./stats-interval.js";
import { QualityMeter, type Quality, type QualitySample } from "./quality.js";
import { ofType, readEntries, selectedPairs, type StatsEntries } from "./stats-report.js";

/** Long enough for a hundred packets of sound, so that one of them is one per cent; in milliseconds. */
const sampleMilliseconds = 2_000;

/** Looks every two seconds how well a connection does. */
export class QualityWatch {
  readonly #peer: RTCPeerConnection;
  readonly #tell: (quality: Quality) => void;
  readonly #meter = new QualityMeter();
  #before: StatsEntries | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `tell` is called with each quality that differs from the one before. */
  constructor(peer: RTCPeerConnection, tell: (quality: Quality) => void) {
    this.#peer = peer;
    this.#tell = tell;
  }

  /** Media flows, for the first time or again. */
  start(): void {
    this.stop();
    this.#timer = setInterval(() => {
      void this.#look();
    }, sampleMilliseconds);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#before = undefined;
  }

  async #look(): Promise<void> {
    const timer = this.#timer;
    const now = await this.#peer.getStats().then(readEntries, () => undefined);
    if (now === undefined || timer !== this.#timer) return;
    const before = this.#before;
    this.#before = now;
    if (before === undefined) return;
    const former = this.#meter.quality;
    const quality = this.#meter.take(readSample({ before, now }));
    if (quality.level !== former?.level || quality.reason !== former.reason) this.#tell(quality);
  }
}

export function readSample(interval: StatsInterval): QualitySample {
  const { now } = interval;
  const [inbound, outbound] = [ofType(now, "inbound-rtp"), ofType(now, "outbound-rtp")];
  const sound = [...inbound, ...outbound.flatMap((stream) => remoteOf(now, stream) ?? [])].filter(({ kind }) => kind === "audio");
  const scarce = outbound.some(({ qualityLimitationReason }) => qualityLimitationReason === "bandwidth");
  return {
    loss: larger(receivedLoss(interval, inbound), sentLoss(interval, outbound)),
    roundTripMilliseconds: readRoundTrip(now),
    jitterMilliseconds: sound.reduce<number | null>((most, { jitter }) => larger(most, jitter === undefined ? null : jitter * 1_000), null),
    scarceBitsPerSecond: scarce ? (selectedPairs(now)[0]?.availableOutgoingBitrate ?? null) : null,
  };
}

function larger(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}
