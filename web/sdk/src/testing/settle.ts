/** Lets everything that waits for promises, and for nothing else, come to its end. */
export async function settle(turns = 60): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}
