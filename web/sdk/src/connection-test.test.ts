import { beforeEach, expect, it, vi } from "vitest";
import { testConnection, type PathResult } from "./connection-test.js";
import type { ServerMessage } from "./messages.js";
import { FakeWebSocket } from "./testing/fake-web-socket.js";
import { settle } from "./testing/settle.js";

const probes = vi.hoisted(() => ({
  direct: vi.fn<(servers: RTCIceServer[], signal: AbortSignal) => Promise<boolean>>(),
  relay: vi.fn<(servers: RTCIceServer[], signal: AbortSignal) => Promise<number | undefined>>(),
}));

vi.mock("./path-probe.js", () => ({ probeDirect: probes.direct, probeRelay: probes.relay }));

const login = { username: "u", credential: "c" };
const servers = [
  { urls: ["stun:relay.example.org:3478"] },
  {
    urls: [
      "turn:relay.example.org:3478?transport=udp",
      "turn:relay.example.org:3478?transport=tcp",
      "turns:relay.example.org:443?transport=tcp",
    ],
    ...login,
  },
];

beforeEach(() => {
  FakeWebSocket.instances = [];
  vi.stubGlobal("WebSocket", FakeWebSocket);
  probes.direct.mockReset().mockResolvedValue(true);
  probes.relay.mockReset().mockResolvedValue(12);
});

/** Runs the test against a server that answers with this. */
async function run(answer: ServerMessage, signal?: AbortSignal): Promise<PathResult[]> {
  const results: PathResult[] = [];
  const running = (async () => {
    const options = { server: "wss://duet.example.org/ws", ...(signal === undefined ? {} : { signal }) };
    for await (const result of testConnection(options)) results.push(result);
  })();
  await settle();
  FakeWebSocket.last().open();
  await settle();
  FakeWebSocket.last().receive(answer);
  await running;
  return results;
}

const prepared = (iceServers: RTCIceServer[], iceTransportPolicy: "all" | "relay" = "all"): ServerMessage => ({
  cmd: "prepared",
  iceServers,
  iceTransportPolicy,
});
const verdicts = (results: PathResult[]) => Object.fromEntries(results.map(({ path, verdict }) => [path, verdict]));

it("tries each way alone, and tells how long a relay took", async () => {
  const results = await run(prepared(servers));
  expect(results).toHaveLength(4);
  expect(results).toContainEqual({ path: "direct-udp", verdict: "works" });
  expect(results).toContainEqual({ path: "relay-tls", verdict: "works", milliseconds: 12 });
  expect(probes.direct.mock.calls.map(([tried]) => tried)).toEqual([[{ urls: ["stun:relay.example.org:3478"] }]]);
  expect(probes.relay.mock.calls.map(([tried]) => tried)).toEqual([
    [{ urls: ["turn:relay.example.org:3478?transport=udp"], ...login }],
    [{ urls: ["turn:relay.example.org:3478?transport=tcp"], ...login }],
    [{ urls: ["turns:relay.example.org:443?transport=tcp"], ...login }],
  ]);
});

it("tells what nothing came through", async () => {
  probes.direct.mockResolvedValue(false);
  probes.relay.mockResolvedValue(undefined);
  const blocked = { "direct-udp": "blocked", "relay-udp": "blocked", "relay-tcp": "blocked", "relay-tls": "blocked" };
  expect(verdicts(await run(prepared(servers)))).toEqual(blocked);
});

it("tries nothing that the server does not offer", async () => {
  const results = await run(prepared([{ urls: "turn:relay.example.org" }], "all"));
  expect(verdicts(results)).toEqual({
    "direct-udp": "unavailable",
    "relay-udp": "works",
    "relay-tcp": "unavailable",
    "relay-tls": "unavailable",
  });
});

it("tries no direct way where the server allows none", async () => {
  expect(verdicts(await run(prepared(servers, "relay")))).toMatchObject({ "direct-udp": "unavailable" });
});

it("yields each verdict as it comes", async () => {
  const slow: { end?: (works: boolean) => void } = {};
  probes.direct.mockReturnValue(new Promise((resolve) => (slow.end = resolve)));
  probes.relay.mockImplementation(() => {
    setTimeout(() => slow.end?.(true));
    return Promise.resolve(3);
  });
  expect((await run(prepared(servers))).at(-1)?.path).toBe("direct-udp");
});

it("takes no seat, and leaves no connection behind", async () => {
  await run(prepared([]));
  expect([FakeWebSocket.last().commands, FakeWebSocket.last().closedWith]).toEqual([["prepare"], 1000]);
});

it("fails with what the server says", async () => {
  await expect(run({ cmd: "error", code: "too-fast", message: "Slowly." })).rejects.toMatchObject({ code: "too-fast" });
});

it("ends when nobody waits any more, and ends what it tried", async () => {
  const abort = new AbortController();
  probes.direct.mockImplementation((_, signal) => {
    setTimeout(() => {
      abort.abort();
    });
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        resolve(false);
      });
    });
  });
  await expect(run(prepared([{ urls: "stun:a" }]), abort.signal)).rejects.toMatchObject({ code: "aborted" });
});

it("ends with the loop that reads it", async () => {
  const running = (async () => {
    for await (const { path } of testConnection({ server: "wss://duet.example.org/ws" })) return path;
    return undefined;
  })();
  await settle();
  FakeWebSocket.last().open();
  await settle();
  FakeWebSocket.last().receive(prepared(servers));
  await running;
  expect(probes.direct.mock.calls[0]?.[1].aborted).toBe(true);
});
