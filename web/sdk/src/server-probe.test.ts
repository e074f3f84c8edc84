import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepsWhatIsGivenUp, probeServer } from "./server-probe.js";

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

  it("succeeds with a refusal, which may be of no interest to a WebSocket", async () => {
    answer = Promise.reject(new TypeError("blocked by the policy"));
    expect(await outcome()).toBe("reached");
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

describe("a browser that keeps what is given up", () => {
  it("is known by what nobody else has", () => {
    expect(keepsWhatIsGivenUp()).toBe(false);
    vi.stubGlobal("mozInnerScreenX", 0);
    expect(keepsWhatIsGivenUp()).toBe(true);
  });
});
