import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RetryClock } from "./retry-clock.js";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5); // a quarter later than the distance says
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Tries that fail after so many milliseconds, for so long: when each began. */
async function failing(takes: number, milliseconds: number): Promise<{ clock: RetryClock; begun: number[] }> {
  const clock = new RetryClock();
  const begun: number[] = [];
  const start = performance.now();
  clock.start(async () => {
    begun.push(Math.round(performance.now() - start));
    await new Promise((resolve) => setTimeout(resolve, takes));
    return false;
  });
  await vi.advanceTimersByTimeAsync(milliseconds);
  return { clock, begun };
}

const distances = (begun: readonly number[]) => begun.slice(1).map((at, index) => at - (begun[index] ?? 0));

it("tries at once, and then at distances that grow to half a second, for as long as a server takes to start", async () => {
  const { begun } = await failing(0, 60_000);
  expect(begun[0]).toBe(0);
  const between = distances(begun);
  expect(between.slice(0, 4)).toEqual([375, 500, 500, 500]);
  expect(Math.max(...between.slice(0, 60))).toBe(500);
  expect(between.at(-1)).toBeCloseTo(2_500, -1);
});

it("begins the next soon after a try that took longer than the distance", async () => {
  const { begun } = await failing(1_500, 10_000);
  expect(distances(begun)).toEqual(distances(begun).map(() => expect.closeTo(1_550, -1) as number));
});

it("does not wait any more where something has changed", async () => {
  const { clock, begun } = await failing(0, 40_000);
  const tries = begun.length;
  clock.now();
  await vi.advanceTimersByTimeAsync(400);
  expect(begun.length).toBe(tries + 2);
  clock.stop();
  expect(vi.getTimerCount()).toBe(0);
});
