import type { PathResult } from "@duet/sdk";
import { beforeEach, expect, it, vi } from "vitest";
import { connectionTestTexts } from "../i18n/connection-test-texts.js";
import { button, deep, mount } from "../testing/mount.js";
import type { DuetConnectionTest } from "./duet-connection-test.js";

const { en } = connectionTestTexts;

const sdk = vi.hoisted(() => ({ test: vi.fn<(options: { server: string; signal: AbortSignal }) => AsyncGenerator<PathResult>>() }));

vi.mock("@duet/sdk", async (original) => ({
  ...(await original<object>()),
  testConnection: (options: { server: string; signal: AbortSignal }) => sdk.test(options),
}));

await import("./duet-connection-test.js");

const rows = (element: Element) => [...deep(element, "ul").querySelectorAll("li p")].map((each) => each.textContent.trim());

/** Ends the test that runs, once all of its results have been taken. */
let finish: ((error?: Error) => void) | undefined;

beforeEach(() => {
  sdk.test.mockReset();
  finish = undefined;
});

/** The window of a test that has these results and runs on. */
async function open(...results: PathResult[]): Promise<DuetConnectionTest> {
  sdk.test.mockImplementation(async function* () {
    yield* results;
    await new Promise<void>((resolve, reject) => {
      finish = (error) => {
        if (error === undefined) resolve();
        else reject(error);
      };
    });
  });
  const element = await mount("duet-connection-test", { open: true, server: "wss://duet.test/ws" });
  await vi.waitFor(() => {
    expect(finish).toBeDefined();
  });
  await element.updateComplete;
  return element;
}

async function end(element: DuetConnectionTest, error?: Error): Promise<void> {
  finish?.(error);
  await vi.waitFor(() => {
    expect(button(element, en.testAgain).disabled).toBe(false);
  });
}

it("shows each verdict as it comes", async () => {
  const element = await open(
    { path: "relay-udp", verdict: "works", milliseconds: 12.4 },
    { path: "relay-tcp", verdict: "blocked" },
    { path: "relay-tls", verdict: "unavailable" },
  );
  expect(rows(element)).toEqual([en.verdictTesting, en.verdictWorksIn("12"), en.verdictBlocked, en.verdictUnavailable]);
  expect(deep(element, "[role=status]").textContent).toContain(en.connectionTesting);
  expect(button(element, en.testAgain).disabled).toBe(true);
});

it("says at the end what all of it means, and can be made again", async () => {
  const element = await open({ path: "direct-udp", verdict: "works" });
  await end(element);
  expect(deep(element, "[role=status]").textContent).toContain(en.connectionGood);
  button(element, en.testAgain).click();
  expect(sdk.test).toHaveBeenCalledTimes(2);
});

it("says when it could not be made", async () => {
  const element = await open();
  await end(element, new Error("No server."));
  expect(deep(element, "[role=status]").textContent).toContain(en.connectionFailed);
  expect(() => deep(element, "ul")).toThrow();
});

it("tests its server while it is open, and no longer", async () => {
  const element = await open();
  const [[{ server, signal }]] = sdk.test.mock.calls as [[{ server: string; signal: AbortSignal }]];
  expect([server, signal.aborted]).toEqual(["wss://duet.test/ws", false]);
  element.open = false;
  await element.updateComplete;
  expect(signal.aborted).toBe(true);
});
