import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isProbedFirst, probeServer } from "./server-probe.js";

let asked: { address: string; options: RequestInit }[];
let answer: Promise<Response>;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answer = new Promise(() => undefined);
  vi.stubGlobal("fetch", (address: URL, options: RequestInit) => {
    asked.push({ address: address.href, options });
    return answer;
  });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What comes of a probe, of 1,500 ms at most. */
function outcome(signal = new AbortController().signal): Promise<string> {
  return probeServer("wss://duet.example.org/ws", 1_500, signal).then(
    () => "reached",
    (error: unknown) => (error as { code: string }).code,
  );
}

describe("a probe", () => {
  it.each([
    { server: "wss://duet.example.org/ws", address: "https://duet.example.org/ws" },
    { server: "ws://localhost:8080/call/ws", address: "http://localhost:8080/call/ws" },
  ])("asks where $server is, with nothing that was kept", async ({ server, address }) => {
    answer = Promise.resolve(new Response(null, { status: 426 }));
    await probeServer(server, 1_500, new AbortController().signal);
    expect(asked).toMatchObject([{ address, options: { mode: "no-cors", cache: "no-store", credentials: "omit" } }]);
  });

  it("succeeds with any answer, and gives the connection up", async () => {
    answer = Promise.resolve(new Response("no", { status: 500 }));
    expect(await outcome()).toBe("reached");
    expect(asked[0]?.options.signal?.aborted).toBe(true);
  });

  it("fails at once where it is refused", async () => {
    answer = Promise.reject(new TypeError("connection refused"));
    expect(await outcome()).toBe("server-unreachable");
  });

  it("fails where nothing comes in time, and gives the connection up", async () => {
    const result = outcome();
    await vi.advanceTimersByTimeAsync(1_499);
    expect(asked[0]?.options.signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect([await result, asked[0]?.options.signal?.aborted]).toEqual(["server-unreachable", true]);
  });

  it("ends with whatever it is for", async () => {
    const ending = new AbortController();
    const result = outcome(ending.signal);
    ending.abort();
    expect([await result, asked[0]?.options.signal?.aborted]).toEqual(["aborted", true]);
  });
});

describe("a WebSocket after a probe alone", () => {
  it("is for a browser that is known by what nobody else has", () => {
    expect(isProbedFirst()).toBe(false);
    vi.stubGlobal("mozInnerScreenX", 0);
    expect(isProbedFirst()).toBe(true);
  });

  it("is for no page that may open WebSockets alone, as its policy says after the first probe", async () => {
    vi.resetModules(); // What the page may do is remembered for as long as it lasts.
    const page = new EventTarget();
    vi.stubGlobal("mozInnerScreenX", 0);
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    const module = await import("./server-probe.js");
    const forbid = (blockedURI: string, disposition: string) =>
      page.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), { blockedURI, disposition }));
    answer = Promise.reject(new TypeError("blocked by the policy"));
    const probe = module.probeServer("wss://duet.example.org/ws", 1_500, new AbortController().signal);
    await expect(probe).rejects.toMatchObject({ code: "server-unreachable" });
    forbid("https://duet.example.org/ws", "report");
    forbid("https://statistics.example.org/", "enforce");
    expect(module.isProbedFirst()).toBe(true);
    forbid("https://duet.example.org/ws", "enforce");
    expect(module.isProbedFirst()).toBe(false);
  });
});
