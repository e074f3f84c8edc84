/**
 * Registers the worker that makes Duet installable and speaks up without a network; once all is loaded, so that nothing waits for it. Where
 * the browser has none, or does not trust the certificate, everything but that works.
 */
export function registerOfflineWorker(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined; // Missing without HTTPS, whatever the DOM's types say.
  if (workers === undefined) return;
  addEventListener(
    "load",
    () => {
      workers.register("/worker.js", { updateViaCache: "none" }).catch(() => undefined);
    },
    { once: true },
  );
}
