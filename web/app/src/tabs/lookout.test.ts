import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeChannel } from "../testing/fake-channel.js";
import { CallRecord } from "./call-record.js";
import { Lookout, type OtherTab } from "./lookout.js";
import { SeatKeeper } from "./seat-keeper.js";

const server = "wss://duet.test/ws";
const anna = { uid: "anna", seat: "secret" };
let found: OtherTab | undefined;

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  FakeChannel.all.clear();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  found = undefined;
  return () => {
    vi.useRealTimers();
  };
});

const call = () => new SeatKeeper(server, "a", () => anna);

function look(): Lookout {
  return new Lookout(server, "a", (now) => {
    found = now;
  });
}

/** The tab's process is gone: it says and does nothing any more. */
function crash(): void {
  vi.clearAllTimers();
  for (const channel of FakeChannel.all) channel.close();
}

describe("a call in another tab", () => {
  it("is found at once", () => {
    call();
    look();
    expect(found).toBe("living");
    vi.advanceTimersByTime(60_000);
    expect(found).toBe("living");
  });

  it("is found when it begins later", () => {
    look();
    vi.advanceTimersByTime(1_000);
    expect(found).toBeUndefined();
    call();
    expect(found).toBe("living");
  });

  it("is soon forgotten when it is left", () => {
    const keeper = call();
    look();
    keeper.close();
    vi.advanceTimersByTime(300);
    expect(found).toBeUndefined();
  });

  it("stays found while a second tab has it too", () => {
    const keeper = call();
    call();
    look();
    keeper.close();
    vi.advanceTimersByTime(300);
    expect(found).toBe("living");
  });

  it("tells its seat when it is asked", async () => {
    call();
    await expect(look().ask()).resolves.toEqual(anna);
  });
});

describe("a tab that crashed", () => {
  it("is found when it does not answer, for as long as its seat may be held", () => {
    call();
    crash();
    look();
    expect(found).toBeUndefined();
    vi.advanceTimersByTime(300);
    expect(found).toBe("crashed");
    vi.advanceTimersByTime(32_000);
    expect(found).toBeUndefined();
  });

  it("is found under the eyes of the lobby", () => {
    new CallRecord(server, "a").keepUp(anna);
    const living = new FakeChannel(`duet.call ${server} a`);
    living.addEventListener("message", () => {
      living.postMessage({ say: "here" });
    });
    look();
    expect(found).toBe("living");
    living.close();
    vi.advanceTimersByTime(4_300);
    expect(found).toBe("crashed");
  });

  it("has left its seat behind", async () => {
    call();
    crash();
    const asking = look().ask();
    vi.advanceTimersByTime(300);
    await expect(asking).resolves.toEqual(anna);
  });
});

it("gives no seat where there is none", async () => {
  const asking = look().ask();
  vi.advanceTimersByTime(300);
  await expect(asking).resolves.toBeUndefined();
});

it("looks no more when it is closed", () => {
  look().close();
  call();
  vi.advanceTimersByTime(60_000);
  expect(found).toBeUndefined();
});
