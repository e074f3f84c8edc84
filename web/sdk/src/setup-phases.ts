/** How a call came about: milliseconds since `join()`, of what has happened by now, each for the first time. */
export interface SetupPhases {
  /** This side has its seat. */
  readonly joined?: number;
  /** Somebody is there. */
  readonly peer?: number;
  /** The two browsers have agreed on a call. */
  readonly described?: number;
  /** Media can flow. */
  readonly connected?: number;
  /** The first picture of the other is decoded. */
  readonly firstFrame?: number;
}

/** Takes the times of one call. */
export class PhaseClock {
  #begin: number | undefined;
  #phases: SetupPhases = {};

  get phases(): SetupPhases {
    return this.#phases;
  }

  start(): void {
    this.#begin = performance.now();
  }

  reach(phase: keyof SetupPhases): void {
    if (this.#begin === undefined || this.#phases[phase] !== undefined) return;
    this.#phases = { ...this.#phases, [phase]: performance.now() - this.#begin };
  }
}
