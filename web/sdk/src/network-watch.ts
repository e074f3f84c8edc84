/** What only some browsers have. */
interface NavigatorWithConnection {
  readonly connection?: EventTarget & {
    /** Such as "wifi"; only phones and Chromebooks tell. */
    readonly type?: string;
  };
}

/**
 * Tells when the machine came to another network, as far as the browser does.
 * @returns ends the watch
 */
export function watchNetwork(changed: () => void): () => void {
  const page = typeof addEventListener === "function" ? globalThis : undefined;
  const connection = typeof navigator === "undefined" ? undefined : (navigator as NavigatorWithConnection).connection;
  let type = connection?.type;
  // It is told of each new estimate of how fast the network is, too, and that is no other network.
  const look = () => {
    if (connection?.type === type) return;
    type = connection?.type;
    changed();
  };
  page?.addEventListener("online", changed);
  connection?.addEventListener("change", look);
  return () => {
    page?.removeEventListener("online", changed);
    connection?.removeEventListener("change", look);
  };
}

/**
 * Tells when what is connected may be dead without knowing: after a change of network, and when the page comes back from sleep or from the background.
 * @returns ends the watch
 */
export function watchDoubts(doubt: () => void): () => void {
  const endNetwork = watchNetwork(doubt);
  const page = typeof document === "undefined" ? undefined : document;
  const look = () => {
    if (page?.visibilityState === "visible") doubt();
  };
  page?.addEventListener("visibilitychange", look);
  page?.addEventListener("resume", look); // of the Page Lifecycle, where the browser has that
  return () => {
    endNetwork();
    page?.removeEventListener("visibilitychange", look);
    page?.removeEventListener("resume", look);
  };
}
