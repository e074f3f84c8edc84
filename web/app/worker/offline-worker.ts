/** What a build makes of itself: put in by `build/service-worker.ts`. */
export interface OfflineFiles {
  /** Names this build and no other. */
  readonly build: string;
  /** The offline page, first, and what it is made of. */
  readonly files: readonly [page: string, ...rest: string[]];
}

const cachePrefix = "duet-";

/**
 * Makes the page one that can be installed, and says so where there is no network. It never answers with a page that is out of date: pages
 * come from the network or not at all, and of the rest it keeps only files whose name holds a hash of their content.
 */
export class OfflineWorker {
  readonly #scope: ServiceWorkerGlobalScope;
  readonly #cacheName: string;
  readonly #files: OfflineFiles["files"];

  constructor(scope: ServiceWorkerGlobalScope, { build, files }: OfflineFiles) {
    this.#scope = scope;
    this.#cacheName = cachePrefix + build;
    this.#files = files;
  }

  listen(): void {
    this.#scope.addEventListener("install", (event) => {
      event.waitUntil(this.install());
    });
    this.#scope.addEventListener("activate", (event) => {
      event.waitUntil(this.activate());
    });
    this.#scope.addEventListener("fetch", (event) => {
      const answer = this.answer(event);
      if (answer !== undefined) event.respondWith(answer);
    });
  }

  /** A new worker takes over at once: nothing that it keeps can be wrong for a page of an older build. */
  async install(): Promise<void> {
    const cache = await this.#cache();
    // The browser's own cache may hold the offline page of another build.
    await cache.addAll(this.#files.map((file) => new Request(file, { cache: "reload" })));
    await this.#scope.skipWaiting();
  }

  async activate(): Promise<void> {
    const names = await this.#scope.caches.keys();
    const old = names.filter((name) => name.startsWith(cachePrefix) && name !== this.#cacheName);
    await Promise.all(old.map((name) => this.#scope.caches.delete(name)));
    await this.#scope.clients.claim();
  }

  /** The answer to a request of the page, or `undefined`: the browser sees to it. */
  answer({ request }: Pick<FetchEvent, "request">): Promise<Response> | undefined {
    if (request.method !== "GET") return undefined;
    if (request.mode === "navigate") return this.#page(request);
    const { origin, pathname } = new URL(request.url);
    return origin === this.#scope.location.origin && pathname.startsWith("/assets/") ? this.#asset(request) : undefined;
  }

  // Without navigation preload: where it is on and nobody answers, Firefox 153 shows its own error page, whatever the worker answers.
  async #page(request: Request): Promise<Response> {
    try {
      return await fetch(request);
    } catch (error) {
      const offline = await (await this.#cache()).match(this.#files[0]);
      if (offline === undefined) throw error;
      return offline;
    }
  }

  async #asset(request: Request): Promise<Response> {
    const cache = await this.#cache();
    const kept = await cache.match(request);
    if (kept !== undefined) return kept;
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  }

  #cache(): Promise<Cache> {
    return this.#scope.caches.open(this.#cacheName);
  }
}
