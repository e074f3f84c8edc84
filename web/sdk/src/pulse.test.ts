import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pulse } from "./pulse.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A pulse that has been answered once, after the time that the way takes. */
async function begin({ roundTrip = 40, answers = true, opensAfter = 0 } = {}) {
  const peer = new FakePeerConnection();
  peer.addTransceiver("audio", { direction: "sendrecv" });
  const told: string[] = [];
  const tell = (what: string) => () => told.push(what);
  const way = { isOpen: opensAfter === 0 };
  const ask = () => {
    if (way.isOpen) told.push("ask");
    return way.isOpen;
  };
  const pulse = new Pulse({ peer: peer.asPeer(), ask, doubt: tell("doubt"), silence: tell("silence"), sound: tell("sound") });
  /** Sound is played. */
  const play = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 20) {
      peer.playedAt = (peer.playedAt ?? 0) + 20;
      await vi.advanceTimersByTimeAsync(20);
    }
  };
  pulse.start();
  if (!way.isOpen) {
    await play(opensAfter);
    expect(told).toEqual([]);
    way.isOpen = true;
    await play(100);
  }
  for (let measured = 0; measured < 3; measured += 1) {
    expect(told.splice(0)).toEqual(["ask"]);
    await play(roundTrip);
    if (answers) pulse.answer();
    await play(1_000 - roundTrip);
  }
  expect(told).toEqual([]);
  return { peer, pulse, told, play };
}

/** What the browser counts of the path that is used. */
function count(peer: FakePeerConnection, responsesReceived: number, pair = "p"): void {
  peer.stats = new Map<string, object>([
    ["t", { id: "t", type: "transport", selectedCandidatePairId: pair }],
    [pair, { id: pair, type: "candidate-pair", bytesReceived: 1_000, requestsReceived: 5, responsesReceived }],
  ]);
}

describe("sound that is played", () => {
  it("is enough: nobody is asked, and no report read", async () => {
    const { peer, told, play } = await begin();
    await play(10_000);
    expect(told).toEqual([]);
    expect(peer.statsReads).toBe(0);
  });

  it("has been heard, though the page was too busy to look", async () => {
    const { peer, pulse } = await begin();
    await vi.advanceTimersByTimeAsync(50); // less than it takes to look again
    const now = performance.now();
    expect(pulse.heardAt).toBe(now - 50);
    peer.playedAt = (peer.playedAt ?? 0) + 20;
    expect(pulse.heardAt).toBe(now);
  });

  it("may pause as long as between two words", async () => {
    const { told, play } = await begin();
    for (let pause = 0; pause < 10; pause += 1) {
      await play(20);
      await vi.advanceTimersByTimeAsync(400);
    }
    expect(told.filter((what) => what !== "ask")).toEqual([]);
  });
});

describe("silence", () => {
  it("makes one ask, then doubt, and is called by its name within 0.7 s", async () => {
    const { told, play } = await begin();
    await play(1_000);
    await vi.advanceTimersByTimeAsync(400);
    expect(told).toEqual(["ask"]);
    await vi.advanceTimersByTimeAsync(150);
    expect(told).toEqual(["ask", "doubt"]);
    await vi.advanceTimersByTimeAsync(150);
    expect(told).toEqual(["ask", "doubt", "silence"]);
  });

  it("is told where the way for words opened later than the one for sound", async () => {
    const { told, play } = await begin({ opensAfter: 200 });
    await play(1_000);
    await vi.advanceTimersByTimeAsync(800);
    expect(told).toEqual(["ask", "doubt", "silence"]);
  });

  it("is told once, and its end too", async () => {
    const { told, play } = await begin();
    await play(1_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told.filter((what) => what !== "ask")).toEqual(["doubt", "silence"]);
    told.length = 0;
    await play(100);
    expect(told).toEqual(["sound"]);
    await play(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual(["sound", "ask", "doubt", "silence"]);
  });

  it("is asked into again every second", async () => {
    const { told, play } = await begin();
    await play(1_000);
    await vi.advanceTimersByTimeAsync(5_400);
    expect(told.filter((what) => what === "ask")).toHaveLength(6);
  });

  it("on a long way takes as long as an answer may", async () => {
    const { told, play } = await begin({ roundTrip: 400 });
    await play(1_000);
    await vi.advanceTimersByTimeAsync(1_200);
    expect(told).toEqual(["ask", "doubt"]);
    await vi.advanceTimersByTimeAsync(200);
    expect(told.filter((what) => what !== "ask")).toEqual(["doubt", "silence"]);
  });

  it("is none where the other answers: they have nothing to play", async () => {
    const { pulse, told } = await begin();
    for (let turn = 0; turn < 20; turn += 1) {
      await vi.advanceTimersByTimeAsync(400);
      expect(told.splice(0)).toEqual(["ask"]);
      await vi.advanceTimersByTimeAsync(40);
      pulse.answer();
    }
  });

  it("is not broken where the browser forgets what was played, as it does after ten seconds", async () => {
    const { peer, told, play } = await begin();
    await play(1_000);
    await vi.advanceTimersByTimeAsync(10_000);
    peer.playedAt = undefined;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).not.toContain("sound");
  });

  it("is not broken by a change to another pair, which has counts of its own", async () => {
    const { peer, told, play } = await begin();
    await play(1_000);
    count(peer, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    count(peer, 100, "q");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).not.toContain("sound");
    count(peer, 101, "q");
    await vi.advanceTimersByTimeAsync(200);
    expect(told).toContain("sound");
  });

  it("is none where something is received that is not played", async () => {
    const { peer, told } = await begin();
    for (let turn = 1; turn < 50; turn += 1) {
      count(peer, turn);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(told).not.toContain("silence");
  });

  it("is not broken by what was received before it began", async () => {
    const { peer, told, play } = await begin();
    count(peer, 1);
    await vi.advanceTimersByTimeAsync(400); // It is read, in a pause.
    count(peer, 50);
    await play(1_000);
    told.length = 0;
    await vi.advanceTimersByTimeAsync(700);
    expect(told).toEqual(["ask", "doubt", "silence"]);
  });

  it("of one who has never answered is not told: an older client does not", async () => {
    const { told, play } = await begin({ answers: false });
    await play(1_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told.filter((what) => what !== "ask")).toEqual([]);
  });

  it("is none where this page slept: it asks first", async () => {
    const { pulse, told, play } = await begin();
    await play(1_000);
    await vi.advanceTimersByTimeAsync(100);
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + 600_000);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(["ask"]);
    pulse.answer();
    vi.restoreAllMocks();
    pulse.stop();
  });
});

it("ends", async () => {
  const { pulse } = await begin();
  pulse.stop();
  expect(vi.getTimerCount()).toBe(0);
});
