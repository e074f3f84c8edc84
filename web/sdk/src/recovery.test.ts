import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { first, Recovery } from "./recovery.js";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5); // neither sooner nor later
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A recovery, and what it asked for. */
function begin({ decides = true, succession = first, canTalk = true } = {}) {
  const told: string[] = [];
  const way = { isOpen: canTalk, isAsking: false, isSpent: false, heardAt: 0 };
  const tell = (what: string) => () => told.push(what);
  const recovery = new Recovery({
    decides,
    succession,
    canTalk: () => way.isOpen,
    isAsking: () => way.isAsking,
    heardAt: () => way.heardAt,
    isSpent: () => way.isSpent,
    restart: tell("restart"),
    replace: tell("replace"),
    interrupted: tell("interrupted"),
    failed: tell("failed"),
  });
  return { recovery, told, way };
}

/** The same, of a connection that went well. */
function well(options?: Parameters<typeof begin>[0]) {
  const all = begin(options);
  all.recovery.follow("connected");
  return all;
}

describe("a server that had forgotten both, and the other is met there again", () => {
  it("is a reason for another connection where nothing comes, for the relays of before are gone", () => {
    const { recovery, told, way } = well({ canTalk: false });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    vi.advanceTimersByTime(2_000);
    way.isOpen = true;
    recovery.meetAgain();
    expect(told).toEqual(["interrupted", "replace"]);
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["interrupted", "replace"]);
  });

  it("is none where they can be heard", () => {
    const { recovery, told, way } = well();
    vi.advanceTimersByTime(10_000);
    way.heardAt = performance.now();
    recovery.meetAgain();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });

  it("leaves it to the side that decides", () => {
    const { recovery, told, way } = well({ decides: false, canTalk: false });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    vi.advanceTimersByTime(2_000);
    way.isOpen = true;
    recovery.meetAgain();
    expect(told).toEqual(["interrupted"]);
    vi.advanceTimersByTime(8_000);
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("goes on with a connection that takes another's place already, and was not well yet", () => {
    const { recovery, told } = begin({ succession: { number: 1, hasBegun: true } });
    vi.advanceTimersByTime(2_000);
    recovery.meetAgain();
    expect(told).toEqual(["restart"]);
  });
});

describe("silence that the browser has not noticed", () => {
  it("is repaired at once, and told only when it lasts", () => {
    const { recovery, told } = well();
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    expect(told).toEqual(["restart"]);
    vi.advanceTimersByTime(1_500);
    expect(told).toEqual(["restart", "interrupted"]);
    vi.advanceTimersByTime(3_499);
    expect(told).toEqual(["restart", "interrupted"]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(["restart", "interrupted", "restart"]);
  });

  it("that is over soon is never told", () => {
    const { recovery, told } = well();
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    recovery.follow("connected");
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["restart"]);
  });

  it("is repaired as soon as there is a way to talk", () => {
    const { recovery, told, way } = well({ canTalk: false });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    vi.advanceTimersByTime(500);
    expect(told).toEqual([]);
    way.isOpen = true;
    recovery.talk();
    recovery.talk();
    expect(told).toEqual(["restart"]);
  });

  it("again and again does not lead to one repair after the other", () => {
    const { recovery, told } = well();
    vi.advanceTimersByTime(10_000);
    for (let second = 0; second < 10; second += 1) {
      recovery.silence();
      vi.advanceTimersByTime(500);
      recovery.follow("connected");
      vi.advanceTimersByTime(500);
    }
    expect(told).toEqual(["restart", "restart"]);
  });

  it("is left to the side that decides", () => {
    const { recovery, told } = well({ decides: false });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    recovery.talk();
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1_500);
    expect(told).toEqual(["interrupted"]);
    vi.advanceTimersByTime(8_000);
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("is none of a connection that is being repaired, or over", () => {
    const { recovery, told } = well();
    recovery.follow("failed");
    told.length = 0;
    recovery.silence();
    recovery.stop();
    recovery.silence();
    expect(told).toEqual([]);
  });
});

describe.each([true, false])("a side that has moved (decides: %s)", (decides) => {
  it("makes another connection where the former stays silent", () => {
    const { recovery, told } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.move();
    vi.advanceTimersByTime(600);
    recovery.silence();
    vi.advanceTimersByTime(0);
    expect(told).toEqual(["replace"]);
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["replace"]);
  });

  it("does so also where it had been silent before", () => {
    const { recovery, told } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    vi.advanceTimersByTime(4_000);
    told.length = 0;
    recovery.move();
    recovery.talk();
    vi.advanceTimersByTime(299);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(["replace"]);
  });

  it("does not where the former sounds again by itself", () => {
    const { recovery, told } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.move();
    recovery.silence();
    vi.advanceTimersByTime(299);
    recovery.follow("connected");
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });

  it("does not where the former sounded again before, and the browser has not noticed", () => {
    const { recovery, told, way } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    recovery.follow("disconnected");
    vi.advanceTimersByTime(4_000);
    way.heardAt = performance.now();
    vi.advanceTimersByTime(599);
    recovery.returnToServer();
    vi.advanceTimersByTime(1_000);
    expect(told).not.toContain("replace");
  });

  it("does where no more than a packet came after the silence began", () => {
    const { recovery, told, way } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    vi.advanceTimersByTime(100);
    way.heardAt = performance.now();
    vi.advanceTimersByTime(600);
    recovery.move();
    vi.advanceTimersByTime(300);
    expect(told).toContain("replace");
  });

  it("does not where the former sounds again meanwhile, and the browser does not notice", () => {
    const { recovery, told, way } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    vi.advanceTimersByTime(4_000);
    recovery.returnToServer();
    vi.advanceTimersByTime(100);
    way.heardAt = performance.now();
    vi.advanceTimersByTime(900);
    expect(told).not.toContain("replace");
  });

  it("does not wait for silence where an answer is missing", () => {
    const { recovery, told } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.miss();
    recovery.move();
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([]);
    recovery.miss();
    vi.advanceTimersByTime(0);
    expect(told).toEqual(["replace"]);
  });

  it("waits for silence where only the server had been lost", () => {
    const { recovery, told } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.returnToServer();
    vi.advanceTimersByTime(400);
    recovery.miss();
    vi.advanceTimersByTime(300);
    expect(told).toEqual([]);
    recovery.silence();
    vi.advanceTimersByTime(0);
    expect(told).toEqual(["replace"]);
  });

  it("stays with a connection that was heard after the move", () => {
    const { recovery, told, way } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.move();
    vi.advanceTimersByTime(600);
    way.heardAt = performance.now();
    vi.advanceTimersByTime(400);
    recovery.miss();
    vi.advanceTimersByTime(200);
    recovery.silence();
    vi.advanceTimersByTime(300);
    expect(told).not.toContain("replace");
  });

  it("takes what is heard right behind the move for what had waited to be played", () => {
    const { recovery, told, way } = well({ decides });
    vi.advanceTimersByTime(10_000);
    recovery.move();
    vi.advanceTimersByTime(400);
    way.heardAt = performance.now();
    vi.advanceTimersByTime(600);
    recovery.silence();
    vi.advanceTimersByTime(0);
    expect(told).toEqual(["replace"]);
  });

  it("waits for the other's repair where its browser holds on to nothing any more, but not for long", () => {
    const { recovery, told, way } = well({ decides, canTalk: false });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    recovery.follow("failed");
    vi.advanceTimersByTime(10_000);
    way.isOpen = true;
    recovery.move();
    vi.advanceTimersByTime(100);
    recovery.yield(); // What was kept for this side meanwhile has come.
    vi.advanceTimersByTime(1_399);
    expect(told).toEqual(["interrupted"]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(["interrupted", "replace"]);
  });

  it("stays with the connection that the other has repaired", () => {
    const { recovery, told, way } = well({ decides, canTalk: false });
    vi.advanceTimersByTime(10_000);
    recovery.silence();
    recovery.follow("failed");
    way.isOpen = true;
    recovery.move();
    recovery.yield();
    recovery.follow("connected");
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["interrupted"]);
  });

  it("waits until there is a way to talk", () => {
    const { recovery, told, way } = well({ decides, canTalk: false });
    vi.advanceTimersByTime(10_000);
    recovery.move();
    recovery.silence();
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([]);
    way.isOpen = true;
    recovery.talk();
    vi.advanceTimersByTime(0);
    expect(told).toEqual(["replace"]);
  });
});

describe("a doubt", () => {
  it("that is over within a second and a half is none", () => {
    const { recovery, told } = well();
    recovery.follow("disconnected");
    vi.advanceTimersByTime(1_499);
    recovery.follow("connected");
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });

  it("is repaired later while the other can be heard", () => {
    const { recovery, told, way } = well();
    recovery.follow("disconnected");
    for (let passed = 0; passed < 5_900; passed += 100) {
      way.heardAt = performance.now();
      vi.advanceTimersByTime(100);
    }
    expect(told).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it.each(["before", "after"])("is repaired no sooner while they can be heard where the server is back %s it", (order) => {
    const { recovery, told, way } = well();
    vi.advanceTimersByTime(10_000);
    way.heardAt = performance.now() - 100;
    if (order === "before") recovery.returnToServer();
    recovery.follow("disconnected");
    if (order === "after") recovery.returnToServer();
    expect(told).toEqual([]);
  });

  it("is repaired as soon as it can be said that they are not heard any more", () => {
    const { recovery, told, way } = well();
    recovery.follow("disconnected");
    vi.advanceTimersByTime(1_000);
    way.heardAt = performance.now();
    vi.advanceTimersByTime(1_999);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("that lasts is repaired", () => {
    const { recovery, told } = well();
    recovery.follow("disconnected");
    vi.advanceTimersByTime(1_500);
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("is repaired at once where the network has just changed, by whichever side", () => {
    const { recovery, told } = well({ decides: false });
    recovery.move();
    expect(told).toEqual([]);
    vi.advanceTimersByTime(4_000);
    recovery.follow("disconnected");
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("ends when the network changes in it", () => {
    const { recovery, told } = well();
    recovery.follow("disconnected");
    recovery.move();
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("is told of twice, and is one", () => {
    const { recovery, told } = well();
    recovery.follow("disconnected");
    vi.advanceTimersByTime(1_000);
    recovery.follow("disconnected");
    vi.advanceTimersByTime(500);
    expect(told).toEqual(["interrupted", "restart"]);
  });
});

describe("a repair", () => {
  it("is tried twice, for longer each time, and then by another connection", () => {
    const { recovery, told } = well();
    recovery.follow("failed");
    expect(told).toEqual(["interrupted", "restart"]);
    vi.advanceTimersByTime(4_999);
    expect(told).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(told.slice(2)).toEqual(["restart"]);
    vi.advanceTimersByTime(7_500);
    expect(told.slice(3)).toEqual(["replace"]);
    vi.advanceTimersByTime(600_000);
    expect(told).toHaveLength(4);
  });

  it("that works is over, and the next begins anew", () => {
    const { recovery, told } = well();
    recovery.follow("failed");
    vi.advanceTimersByTime(6_000);
    recovery.follow("connected");
    vi.advanceTimersByTime(600_000);
    expect(told).toEqual(["interrupted", "restart", "restart"]);
    recovery.follow("failed");
    expect(told.slice(3)).toEqual(["interrupted", "restart"]);
  });

  it("waits for a way to talk, however long, and begins in the moment when there is one", () => {
    const { recovery, told, way } = well({ canTalk: false });
    recovery.follow("failed");
    vi.advanceTimersByTime(600_000);
    expect(told).toEqual(["interrupted"]);
    way.isOpen = true;
    recovery.talk();
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("is not tried again for half a minute where the try before has not been answered", () => {
    const { recovery, told, way } = well();
    way.isAsking = true;
    recovery.follow("failed");
    told.length = 0;
    vi.advanceTimersByTime(29_999);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(5_001);
    expect(told).toEqual(["restart"]);
  });

  it("is tried again as soon as an answer came to nothing", () => {
    const { recovery, told, way } = well();
    way.isAsking = true;
    recovery.follow("failed");
    vi.advanceTimersByTime(12_000);
    way.isAsking = false;
    vi.advanceTimersByTime(3_000);
    expect(told).toEqual(["interrupted", "restart", "restart"]);
  });

  it("that loses its way to talk goes on with all its tries when it has one", () => {
    const { recovery, told, way } = well();
    recovery.follow("failed");
    vi.advanceTimersByTime(5_000);
    way.isOpen = false;
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["interrupted", "restart", "restart"]);
    way.isOpen = true;
    recovery.talk();
    vi.advanceTimersByTime(5_000);
    expect(told.slice(3)).toEqual(["restart", "restart"]);
  });

  it("takes news that come in a flood for one", () => {
    const { recovery, told } = well();
    recovery.follow("failed");
    for (let times = 0; times < 100; times += 1) recovery.talk();
    for (let times = 0; times < 100; times += 1) recovery.move();
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("is left to the side that decides, and made by the other where nothing comes of that", () => {
    const { recovery, told } = well({ decides: false });
    recovery.follow("failed");
    vi.advanceTimersByTime(7_999);
    expect(told).toEqual(["interrupted"]);
    recovery.yield(); // An offer of theirs came.
    vi.advanceTimersByTime(7_999);
    expect(told).toEqual(["interrupted"]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(["interrupted", "restart"]);
  });

  it("by the side that does not decide ends after six tries, and never with another connection", () => {
    const { recovery, told } = well({ decides: false });
    recovery.follow("failed");
    vi.advanceTimersByTime(600_000);
    expect(told).toEqual(["interrupted", ...Array<string>(6).fill("restart"), "failed"]);
  });

  it("of a call that never began is tried twice", () => {
    const { recovery, told } = begin();
    recovery.follow("failed");
    vi.advanceTimersByTime(600_000);
    expect(told).toEqual(["interrupted", "restart", "restart", "failed"]);
  });

  it("with another connection is not made a second time before that was well", () => {
    const { recovery, told } = begin({ succession: { number: 1, hasBegun: true } });
    vi.advanceTimersByTime(600_000);
    expect(told).toEqual([...Array<string>(6).fill("restart"), "failed"]);
    recovery.follow("connected");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends with the connection", () => {
    const { recovery, told } = well();
    recovery.follow("failed");
    recovery.stop();
    recovery.follow("failed");
    recovery.talk();
    expect(told).toEqual(["interrupted", "restart"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe.each([true, false])("a connection that no restart can mend (decides: %s)", (decides) => {
  it("gives way to another one at once", () => {
    const { recovery, told, way } = well({ decides });
    way.isSpent = true;
    recovery.follow("failed");
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["interrupted", "replace"]);
    expect(recovery.next).toEqual({ number: 1, hasBegun: true });
  });

  it("is known again where it says that it is connected", () => {
    const { recovery, told, way } = well({ decides });
    recovery.follow("failed");
    told.length = 0;
    way.isSpent = true;
    recovery.follow("connected");
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["replace"]);
    expect(recovery.isWell).toBe(false);
  });

  it("waits for a way to talk, and takes nothing for its return", () => {
    const { recovery, told, way } = well({ decides, canTalk: false });
    way.isSpent = true;
    recovery.follow("failed");
    recovery.yield();
    recovery.follow("connected");
    recovery.move();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["interrupted"]);
    way.isOpen = true;
    recovery.talk();
    recovery.talk();
    expect(told).toEqual(["interrupted", "replace"]);
  });

  it("is given up where six others in a row never were well", () => {
    const { recovery, told, way } = begin({ decides, succession: { number: 5, hasBegun: true } });
    expect(recovery.next.number).toBe(6);
    way.isSpent = true;
    recovery.follow("failed");
    expect(told).toEqual(["replace"]);

    const last = begin({ decides, succession: { number: 6, hasBegun: true } });
    last.way.isSpent = true;
    last.recovery.follow("failed");
    expect(last.told).toEqual(["failed"]);
  });

  it("is given up where two others never were well, of a call that never began", () => {
    const { recovery, told, way } = begin({ decides, succession: { number: 2, hasBegun: false } });
    way.isSpent = true;
    recovery.follow("failed");
    expect(told).toEqual(["failed"]);
  });
});

describe("a restart of the other side", () => {
  /** Ten seconds later, and somebody was heard just now. */
  function heard(options?: Parameters<typeof begin>[0]) {
    const all = well(options);
    vi.advanceTimersByTime(10_000);
    all.way.heardAt = performance.now() - 100;
    return all;
  }

  it("that meets what is heard is made by another connection", () => {
    const { recovery, told } = heard({ decides: false });
    expect([recovery.takesPlaceOfRestart(), recovery.isOver, told]).toEqual([true, true, ["replace"]]);
    expect([recovery.takesPlaceOfRestart(), told]).toEqual([false, ["replace"]]);
  });

  it("is made where nothing is heard", () => {
    const { recovery, told, way } = heard();
    way.heardAt = performance.now() - 700;
    expect([recovery.takesPlaceOfRestart(), recovery.isWell, told]).toEqual([false, true, []]);
  });

  it("is made where there is no way for another connection", () => {
    const { recovery, told, way } = heard();
    way.isOpen = false;
    expect([recovery.takesPlaceOfRestart(), recovery.isWell, told]).toEqual([false, true, []]);
  });
});
