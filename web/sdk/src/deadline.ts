import { CallError } from "./call-error.js";

export interface Deadline {
  readonly milliseconds: number;
  /** What is thrown when the time is over. */
  readonly timeout: CallError;
  readonly signal?: AbortSignal | undefined;
}

/** The work's result, unless the time is over or the signal aborts first. The work itself is not stopped: whoever started it ends it. */
export async function before<Result>(deadline: Deadline, work: Promise<Result>): Promise<Result> {
  const { milliseconds, timeout, signal } = deadline;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let aborted: (() => void) | undefined;
  const end = new Promise<never>((_, reject) => {
    aborted = () => {
      reject(abortError(signal?.reason));
    };
    timer = setTimeout(() => {
      reject(timeout);
    }, milliseconds);
    if (signal?.aborted === true) aborted();
    signal?.addEventListener("abort", aborted);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
    if (aborted !== undefined) signal?.removeEventListener("abort", aborted);
  }
}

/** The CallError for an aborted signal: its reason where that is one of ours, otherwise `aborted` with the reason as cause. */
export function abortError(reason: unknown): CallError {
  return CallError.from(reason, "aborted", "The work was aborted.");
}
