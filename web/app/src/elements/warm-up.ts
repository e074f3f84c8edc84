import type { LitElement } from "lit";

/** Resolved when the browser has nothing better to do, or after two seconds of work; at once where it does not tell. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) {
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: 2_000 },
      );
    } else resolve();
  });
}

/**
 * Draws an element once where nobody sees it, so that its code, its templates and its styles have been read when it is needed at once.
 * @param place what it is put into for that moment
 */
export async function warmUp(element: LitElement, place: Node): Promise<void> {
  await idle();
  element.style.display = "none";
  place.appendChild(element);
  await element.updateComplete;
  element.remove();
}
