import { LitElement } from "lit";
import "./duet-call-view.js";

/** Fulfilled when the browser has nothing better to do, or after two seconds of work; at once where it does not tell. */
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
 * Puts what will be needed into the page for a moment, unseen, so that it draws itself: when it is needed, its code has been compiled and its templates and
 * styles have been read. It comes with the view of a call.
 * @param make what holds the element to be drawn, and goes on holding it; `undefined` where it is too late for it by now
 * @param place what it is put into for the moment
 */
export async function drawAhead(make: () => HTMLElement | undefined, place: Node): Promise<void> {
  await idle();
  const stage = make();
  const element = stage?.firstElementChild;
  if (stage === undefined || !(element instanceof LitElement)) return;
  stage.hidden = true;
  place.appendChild(stage);
  await element.updateComplete;
  stage.hidden = false;
  if (stage.parentNode === place) stage.remove(); // else it has been needed already
}
