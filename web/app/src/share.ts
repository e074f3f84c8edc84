/** Whether the browser has a sheet to hand a link to other apps. */
export function canShare(url: string): boolean {
  return "share" in navigator && (!("canShare" in navigator) || navigator.canShare({ url }));
}

/** Opens that sheet. Someone who closes it has decided, and is told nothing. */
export async function share(title: string, url: string): Promise<void> {
  try {
    await navigator.share({ title, url });
  } catch {
    // Closed, or open already.
  }
}
