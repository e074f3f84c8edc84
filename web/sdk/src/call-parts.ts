import type * as PathReader from "./path-reader.js";
import type * as Pulse from "./pulse.js";
import type * as QualityWatch from "./quality-watch.js";

// What a call has no use for on the way to its first picture, and so is not loaded with the rest.

export const loadPathReader = (): Promise<typeof PathReader> => import("./path-reader.js");

export const loadPulse = (): Promise<typeof Pulse> => import("./pulse.js");

export const loadQualityWatch = (): Promise<typeof QualityWatch> => import("./quality-watch.js");

/** Loads them while there is time: in the moment in which they are wanted, the processor belongs to the first picture. */
export function loadCallParts(): void {
  // What cannot be loaded now is tried again when it is wanted.
  void Promise.allSettled([loadPathReader(), loadPulse(), loadQualityWatch()]);
}
