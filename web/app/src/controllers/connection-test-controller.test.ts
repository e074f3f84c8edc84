import type { PathResult } from "@duet/sdk";
import { beforeEach, expect, it, vi } from "vitest";

const sdk = vi.hoisted(() => ({ test: vi.fn<(options: { server: string; signal: AbortSignal }) => AsyncGenerator<PathResult>>() }));

vi.mock("@duet/sdk", async (original) => ({
  ...(await original<object>()),
  testConnection: (options: { server: string; signal: AbortSignal }) => sdk.test(options),
}));

const { ConnectionTestController } = await import("./connection-test-controller.js");

const server = "wss://duet.example.org/ws";
const results: PathResult[] = [
  { path: "direct-udp", verdict: "works" },
  { path: "relay-udp", verdict: "blocked" },
];
const states: string[] = [];
let controller: InstanceType<typeof ConnectionTestController>;

beforeEach(() => {
  states.length = 0;
  const requestUpdate = () => states.push(`${controller.view.state} ${controller.view.results.length}`);
  const host = { addController: vi.fn(), removeController: vi.fn(), requestUpdate, updateComplete: Promise.resolve(true) };
  controller = new ConnectionTestController(host);
});

it("shows each verdict as it comes, and the end", async () => {
  sdk.test.mockImplementation(async function* ({ server: asked }) {
    expect(asked).toBe(server);
    yield* results;
    await Promise.resolve();
  });
  await controller.start(server);
  expect(states.slice(1)).toEqual(["running 0", "running 1", "running 2", "done 2"]);
});

it("tells when it could not be made", async () => {
  sdk.test.mockImplementation(async function* () {
    await Promise.resolve();
    throw new Error("No server.");
  });
  await controller.start(server);
  expect(controller.view.state).toBe("failed");
});

it("shows nothing of a test that was stopped", async () => {
  const signals: AbortSignal[] = [];
  sdk.test.mockImplementation(async function* ({ signal }) {
    signals.push(signal);
    yield* results;
    await Promise.resolve();
  });
  const running = controller.start(server);
  controller.stop();
  await running;
  expect([controller.view.state, controller.view.results.length, signals[0]?.aborted]).toEqual(["idle", 0, true]);
});
