/** What only some browsers have. */
interface NavigatorWithConnection {
  readonly connection?: EventTarget;
}

/**
 * Tells when the machine came to another network, as far as the browser does.
 * @returns ends the watch
 */
export function watchNetwork(changed: () => void): () => void {
  const page = typeof addEventListener === "function" ? globalThis : undefined;
  const connection = typeof navigator === "undefined" ? undefined : (navigator as NavigatorWithConnection).connection;
  page?.addEventListener("online", changed);
  connection?.addEventListener("change", changed);
  return () => {
    page?.removeEventListener("online", changed);
    connection?.removeEventListener("change", changed);
  };
}
