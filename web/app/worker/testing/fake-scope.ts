/** A service worker's surroundings in memory: caches, clients, and a server that answers each path with its name. */
export class FakeScope {
  readonly caches: FakeCaches;
  readonly location: { readonly origin: string };
  readonly clients = {
    claim: (): Promise<void> => {
      this.claims += 1;
      return Promise.resolve();
    },
  };
  /** What was fetched past the browser's own cache. */
  readonly reloaded: string[] = [];
  skips = 0;
  claims = 0;

  constructor(origin: string) {
    this.location = { origin };
    this.caches = new FakeCaches(this.reloaded);
  }

  skipWaiting(): Promise<void> {
    this.skips += 1;
    return Promise.resolve();
  }
}

class FakeCaches {
  readonly #caches = new Map<string, FakeCache>();
  readonly #reloaded: string[];

  constructor(reloaded: string[]) {
    this.#reloaded = reloaded;
  }

  open(name: string): Promise<FakeCache> {
    const cache = this.#caches.get(name) ?? new FakeCache(this.#reloaded);
    this.#caches.set(name, cache);
    return Promise.resolve(cache);
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.#caches.keys()]);
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.#caches.delete(name));
  }

  keysOf(name: string): string[] {
    return this.#caches.get(name)?.keys() ?? [];
  }
}

class FakeCache {
  readonly #kept = new Map<string, Response>();
  readonly #reloaded: string[];

  constructor(reloaded: string[]) {
    this.#reloaded = reloaded;
  }

  addAll(requests: Request[]): Promise<void> {
    for (const { url, cache } of requests) {
      if (cache === "reload") this.#reloaded.push(url);
      this.#kept.set(url, new Response(`content of ${new URL(url).pathname}`));
    }
    return Promise.resolve();
  }

  match(request: Request | string): Promise<Response | undefined> {
    const url = typeof request === "string" ? new Request(request).url : request.url;
    return Promise.resolve(this.#kept.get(url)?.clone());
  }

  put(request: Request, response: Response): Promise<void> {
    this.#kept.set(request.url, response);
    return Promise.resolve();
  }

  keys(): string[] {
    return [...this.#kept.keys()];
  }
}
