import { describe, expect, it } from "vitest";
import { Letters } from "./letters.js";

const candidate = { candidate: "candidate:1", sdpMid: "0" };

describe("what comes", () => {
  it("by two ways is news once, whichever way is first", () => {
    const [theirs, ours] = [new Letters(), new Letters()];
    const letters = [theirs.write("offer", { type: "offer", sdp: "1" }), theirs.write("candidate", candidate)];
    expect(letters.map(({ msg }) => ours.isNews(msg))).toEqual([true, true]);
    expect(letters.map(({ msg }) => ours.isNews(msg))).toEqual([false, false]);
    expect(ours.isNews(theirs.write("candidate", candidate).msg)).toBe(true);
  });

  it("before the last description is no news after it", () => {
    const [theirs, ours] = [new Letters(), new Letters()];
    const early = theirs.write("candidate", candidate);
    const late = theirs.write("offer", { type: "offer", sdp: "2" });
    expect([ours.isNews(late.msg), ours.isNews(early.msg)]).toEqual([true, false]);
  });

  it.each(["null", "", "{", '{"candidate":"x"}', '{"from":7,"number":1}', '{"from":"a","number":"1"}', '"text"', "[]"])(
    "without a stamp is news whenever it comes: %s",
    (msg) => {
      const ours = new Letters();
      expect([ours.isNews(msg), ours.isNews(msg), ours.isOfAnother(msg)]).toEqual([true, true, false]);
    },
  );
});

describe("another connection of theirs", () => {
  it("is known by its letters", () => {
    const [theirs, another, ours] = [new Letters(), new Letters(), new Letters()];
    const { msg } = another.write("offer", { type: "offer", sdp: "2" });
    expect(ours.isOfAnother(msg)).toBe(false); // Nothing is known of the first.
    expect(ours.isNews(theirs.write("offer", { type: "offer", sdp: "1" }).msg)).toBe(true);
    expect([ours.isOfAnother(msg), ours.isNews(msg)]).toEqual([true, false]);
  });

  it("that was given up is neither heard again nor taken for a new one", () => {
    const [old, ours] = [new Letters(), new Letters()];
    ours.isNews(old.write("offer", { type: "offer", sdp: "1" }).msg);
    const instead = new Letters(new Letters(ours));
    const { msg } = old.write("offer", { type: "offer", sdp: "2" });
    expect([instead.isNews(msg), instead.isOfAnother(msg)]).toEqual([false, false]);
    expect(instead.isNews(new Letters().write("offer", { type: "offer", sdp: "3" }).msg)).toBe(true);
  });
});

describe("what a new way has to carry", () => {
  it("begins with the last description", () => {
    const letters = new Letters();
    letters.write("offer", { type: "offer", sdp: "1" });
    letters.write("candidate", candidate);
    const offer = letters.write("offer", { type: "offer", sdp: "2" });
    const after = letters.write("candidate", candidate);
    expect(letters.current).toEqual([offer, after]);
  });

  it("is bounded", () => {
    const letters = new Letters();
    for (let number = 0; number < 1_000; number += 1) letters.write("candidate", candidate);
    expect(letters.current).toHaveLength(100);
  });
});

describe("offers that cross, each of a connection in the place of another", () => {
  const stamped = (from: string) => JSON.stringify({ type: "offer", sdp: "", from, number: 1 });

  it("are ordered by the names of the two, so that both sides see it alike", () => {
    const [mine, theirs] = [new Letters(new Letters()), new Letters(new Letters())];
    const seenHere = mine.crosses(theirs.write("offer", {}).msg);
    const seenThere = theirs.crosses(mine.write("offer", {}).msg);
    expect([seenHere, seenThere].sort()).toEqual(["mine", "theirs"]);
  });

  it("are none where this connection is the first, has heard the other, or the other's is over", () => {
    expect(new Letters().crosses(stamped("x"))).toBeUndefined();
    const before = new Letters();
    before.isNews(stamped("old"));
    const letters = new Letters(before);
    expect(letters.crosses(stamped("old"))).toBeUndefined();
    letters.isNews(stamped("new"));
    expect(letters.crosses(stamped("other"))).toBeUndefined();
    expect(letters.crosses("{}")).toBeUndefined();
  });

  it("and what was refused is no news any more, and neither is what follows it", () => {
    const letters = new Letters(new Letters());
    letters.refuse(stamped("x"));
    expect(letters.isNews(stamped("x"))).toBe(false);
    expect(letters.isNews(stamped("y"))).toBe(true);
  });
});
