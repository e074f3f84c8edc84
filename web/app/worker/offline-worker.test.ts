import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeScope } from "./testing/fake-scope.js";
import { OfflineWorker } from "./offline-worker.js";

const origin = "https://duet.example";
const files = ["/offline.html", "/assets/offline-1.css"] as const;

let scope: FakeScope;
let worker: OfflineWorker;

beforeEach(() => {
  // A worker's paths are relative to its own address, which Node.js does not know.
  const { Request: NativeRequest } = globalThis;
  vi.stubGlobal(
    "Request",
    class extends NativeRequest {
      constructor(input: RequestInfo | URL, init?: RequestInit) {
        super(typeof input === "string" ? new URL(input, origin) : input, init);
      }
    },
  );
  scope = new FakeScope(origin);
  worker = build("one");
});

function build(name: string): OfflineWorker {
  return new OfflineWorker(scope as unknown as ServiceWorkerGlobalScope, { build: name, files });
}

function networkAnswers(answer: () => Promise<Response>): void {
  vi.stubGlobal("fetch", vi.fn(answer));
}

const offline = () => Promise.reject(new TypeError("Failed to fetch"));

/** A request as the page makes it; `navigate` is a mode that only a browser can give it. */
function ask(path: string, { mode = "cors", method = "GET" } = {}): Promise<Response> | undefined {
  const request = Object.defineProperty(new Request(new URL(path, origin), { method }), "mode", { value: mode });
  return worker.answer({ request });
}

async function text(answer: Promise<Response> | undefined): Promise<string | undefined> {
  return (await answer)?.text();
}

describe("installing", () => {
  it("fetches the offline page past the browser's cache, and takes over at once", async () => {
    await worker.install();
    expect(scope.caches.keysOf("duet-one")).toEqual(files.map((file) => origin + file));
    expect(scope.reloaded).toEqual(files.map((file) => origin + file));
    expect(scope.skips).toBe(1);
  });

  it("clears what older builds have kept, and nothing of others", async () => {
    await worker.install();
    await scope.caches.open("somebody-else");
    worker = build("two");
    await worker.install();
    await worker.activate();
    expect(await scope.caches.keys()).toEqual(["somebody-else", "duet-two"]);
    expect(scope.claims).toBe(1);
  });
});

describe("a page", () => {
  it("comes from the network every time", async () => {
    await worker.install();
    for (const version of ["old", "new"]) {
      networkAnswers(() => Promise.resolve(new Response(version)));
      expect(await text(ask("/r/harbour", { mode: "navigate" }))).toBe(version);
    }
    expect(scope.caches.keysOf("duet-one")).not.toContain(`${origin}/r/harbour`);
  });

  it("is the offline page where there is no network", async () => {
    await worker.install();
    networkAnswers(offline);
    expect(await text(ask("/r/harbour", { mode: "navigate" }))).toBe("content of /offline.html");
  });
});

describe("a file with a hash in its name", () => {
  it("is fetched once", async () => {
    networkAnswers(() => Promise.resolve(new Response("script")));
    expect(await text(ask("/assets/page-1.js"))).toBe("script");
    networkAnswers(offline);
    expect(await text(ask("/assets/page-1.js"))).toBe("script");
  });

  it("is not kept when it is an error", async () => {
    networkAnswers(() => Promise.resolve(new Response("gone", { status: 404 })));
    await ask("/assets/page-1.js");
    networkAnswers(() => Promise.resolve(new Response("script")));
    expect(await text(ask("/assets/page-1.js"))).toBe("script");
  });
});

describe("everything else", () => {
  it.each(["/worker.js", "/embed.js", "/manifest.webmanifest", "/healthz/live", "https://elsewhere.example/assets/a.js"])(
    "is the browser's: %s",
    (path) => {
      expect(ask(path)).toBeUndefined();
    },
  );

  it("is the browser's: what is not read", () => {
    expect(ask("/", { method: "POST", mode: "navigate" })).toBeUndefined();
  });
});
