/** Bars: 4 good, 3 fair, 2 poor, 1 bad. */
export type QualityLevel = 1 | 2 | 3 | 4;

export type QualityReason = "loss" | "delay" | "bandwidth" | "jitter";

/** How well a call goes; `reason` is what hurts most, and `null` while nothing does. */
export interface Quality {
  readonly level: QualityLevel;
  readonly reason: QualityReason | null;
}

/** What a connection did for a while; `null` where it is not known. */
export interface QualitySample {
  /** The part of the packets that did not arrive, 0 to 1, in the direction that lost more. */
  readonly loss: number | null;
  readonly roundTripMilliseconds: number | null;
  /** How much later or earlier than expected packets arrive, in the direction in which it is more. */
  readonly jitterMilliseconds: number | null;
  /** What the network takes, in bits per second, where it is less than the picture could use; otherwise `null`. */
  readonly scarceBitsPerSecond: number | null;
}

/**
 * The E-model, ITU-T G.107: what is left of a perfect R of 93.2 (that of its default values) after what delay and loss take away from a
 * conversation. The levels are the categories of ITU-T G.109: from 80 on people are satisfied, from 70 on some are not, from 60 on many are not, and
 * below that nearly nobody is.
 */
const perfect = 93.2;
const floors: readonly (readonly [QualityLevel, number])[] = [
  [4, 80],
  [3, 70],
  [2, 60],
];

/**
 * How gently a codec takes loss, `Bpl` of G.107. ITU-T G.113 appendix I has 25.1 for G.711 with concealment and 19 for G.729; Opus is in none
 * of its tables, and 20 errs on the side of the pictures, which suffer more than it.
 */
const lossRobustness = 20;

/** Encoding, a packet's length and the way through two devices: what delays in addition to the network. */
const deviceMilliseconds = 60;

/** A receiver waits for stragglers, about as long as packets are late at times. */
const jittersWaited = 3;

/** What fits into so many bits per second beside the sound: a small picture, a fair one, a good one. Our own experience; nobody has a standard for it. */
const bandwidths: readonly (readonly [QualityLevel, number])[] = [
  [4, 600_000],
  [3, 300_000],
  [2, 120_000],
];

/** The quality that a sample alone speaks of. */
export function rateQuality(sample: QualitySample): Quality {
  const { loss, roundTripMilliseconds, jitterMilliseconds, scarceBitsPerSecond } = sample;
  const lossImpairment = impairmentOfLoss((loss ?? 0) * 100);
  const jitterDelay = jittersWaited * (jitterMilliseconds ?? 0);
  const networkDelay = (roundTripMilliseconds ?? 0) / 2;
  const delayImpairment = impairmentOfDelay(networkDelay + jitterDelay + deviceMilliseconds);
  const level = levelAt(floors, perfect - lossImpairment - delayImpairment);
  const bandwidthLevel = scarceBitsPerSecond === null ? 4 : levelAt(bandwidths, scarceBitsPerSecond);
  if (level === 4 && bandwidthLevel === 4) return { level: 4, reason: null };
  if (bandwidthLevel < level) return { level: bandwidthLevel, reason: "bandwidth" };
  if (lossImpairment >= delayImpairment) return { level, reason: "loss" };
  return { level, reason: jitterDelay > networkDelay ? "jitter" : "delay" };
}

/** `Ie,eff` of G.107, for random loss and a codec that is perfect without it. */
function impairmentOfLoss(percent: number): number {
  return (95 * percent) / (percent + lossRobustness);
}

/** `Id` for one way, in the short form of Cole and Rosenbluth, "Voice over IP performance monitoring" (2001). */
function impairmentOfDelay(milliseconds: number): number {
  return 0.024 * milliseconds + 0.11 * Math.max(0, milliseconds - 177.3);
}

function levelAt(steps: readonly (readonly [QualityLevel, number])[], value: number): QualityLevel {
  return steps.find(([, floor]) => value >= floor)?.[0] ?? 1;
}

/** So many samples in a row must be worse before the bars fall: bad news soon, but not for one bad moment. */
const samplesToFall = 2;

/** So many must be better before they rise, by one bar at a time. */
const samplesToRise = 4;

/** Makes of the ups and downs of samples what a person can look at. */
export class QualityMeter {
  #quality: Quality | null = null;
  #worse: Quality[] = [];
  #better: Quality[] = [];

  get quality(): Quality | null {
    return this.#quality;
  }

  take(sample: QualitySample): Quality {
    const rated = rateQuality(sample);
    this.#quality = this.#quality === null ? rated : this.#weigh(rated, this.#quality);
    return this.#quality;
  }

  #weigh(rated: Quality, current: Quality): Quality {
    this.#worse = rated.level < current.level ? [...this.#worse, rated] : [];
    this.#better = rated.level > current.level ? [...this.#better, rated] : [];
    if (rated.level === current.level) return rated; // its reason may be another
    if (this.#worse.length >= samplesToFall) return this.#change(mildest(this.#worse));
    if (this.#better.length >= samplesToRise) return this.#change(oneBarUp(current, rated));
    return current;
  }

  #change(quality: Quality): Quality {
    this.#worse = [];
    this.#better = [];
    return quality;
  }
}

function mildest(qualities: readonly Quality[]): Quality {
  return qualities.reduce((one, other) => (other.level >= one.level ? other : one));
}

function oneBarUp({ level, reason }: Quality, rated: Quality): Quality {
  const next = Math.min(level + 1, 4) as QualityLevel;
  return { level: next, reason: next === 4 ? null : (rated.reason ?? reason) };
}
