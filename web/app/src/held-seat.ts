/** What takes a call up again on another page of the same person. */
export interface HeldSeat {
  readonly uid: string;
  readonly seat: string;
}

/** For a storage that other pages read, with the time. */
export function writeHeldSeat({ uid, seat }: HeldSeat): string {
  return JSON.stringify({ uid, seat, at: Date.now() });
}

/**
 * What other hands left in a storage is not trusted to have any shape.
 * @returns `undefined` for what is as old as that, and for what is none of ours
 */
export function readHeldSeat(text: string | null, milliseconds: number): HeldSeat | undefined {
  try {
    const { uid, seat, at } = (JSON.parse(text ?? "null") ?? {}) as Record<string, unknown>;
    const isYoung = Math.abs(Date.now() - Number(at)) < milliseconds;
    return isYoung && typeof uid === "string" && typeof seat === "string" ? { uid, seat } : undefined;
  } catch {
    return undefined;
  }
}
