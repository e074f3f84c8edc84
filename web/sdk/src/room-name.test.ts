import { describe, expect, it, vi } from "vitest";
import { randomBelow, randomUid } from "./random.js";
import { generateRoomName, isValidName, normalizeRoomName } from "./room-name.js";

describe("isValidName", () => {
  it.each(["a", "quiet-harbour", "A.b_c~9", "会议室", "Ελλάδα", "x".repeat(64), "𠮷".repeat(64)])("takes %s", (name) => {
    expect(isValidName(name)).toBe(true);
  });

  it.each(["", " ", "a b", "a/b", "a?b", "☺", "a\n", "x".repeat(65), "𠮷".repeat(65), "٣"])("refuses %j", (name) => {
    expect(isValidName(name)).toBe(false);
  });
});

describe("normalizeRoomName", () => {
  it.each([
    ["  Tea with Anna  ", "Tea-with-Anna"],
    ["a / b?c=d", "a--bcd"],
    ["cafe\u0301", "café"],
    ["我们 的 房间！", "我们-的-房间"],
    ["☺☺", ""],
    ["   ", ""],
    ["𠮷".repeat(70), "𠮷".repeat(64)],
  ])("turns %j into %j", (typed, name) => {
    expect(normalizeRoomName(typed)).toBe(name);
  });
});

describe("generateRoomName", () => {
  it("is four groups of three syllables", () => {
    expect(generateRoomName()).toMatch(/^([bdghjklmnprstvz][aeiou]){3}(-([bdghjklmnprstvz][aeiou]){3}){3}$/);
  });

  it("is valid, survives normalising, and never comes twice", () => {
    const names = Array.from({ length: 500 }, generateRoomName);
    expect(names.every((name) => isValidName(name) && normalizeRoomName(name) === name)).toBe(true);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("randomBelow", () => {
  it("draws again what would favour small values", () => {
    const bytes = [255, 225, 224];
    vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
      (array as unknown as Uint8Array)[0] = bytes.shift() ?? 0;
      return array;
    });
    expect(randomBelow(75)).toBe(224 % 75);
    expect(bytes).toEqual([]);
  });
});

it("a random uid is a valid name", () => {
  expect(isValidName(randomUid())).toBe(true);
  expect(randomUid()).not.toBe(randomUid());
});
