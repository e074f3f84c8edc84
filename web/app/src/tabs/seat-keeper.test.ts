import { beforeEach, expect, it, vi } from "vitest";
import type { HeldSeat } from "../held-seat.js";
import { FakeChannel } from "../testing/fake-channel.js";
import { CallRecord } from "./call-record.js";
import { SeatKeeper } from "./seat-keeper.js";
import { TabChannel } from "./tab-channel.js";
import type { TabWords } from "./tab-words.js";

const server = "wss://duet.test/ws";
const record = new CallRecord(server, "a");
let held: HeldSeat | undefined;
let heard: TabWords[];
let other: TabChannel;

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  FakeChannel.all.clear();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  held = { uid: "anna", seat: "secret" };
  heard = [];
  other = new TabChannel(server, "a", (words) => heard.push(words));
  return () => {
    vi.useRealTimers();
  };
});

const keep = () => new SeatKeeper(server, "a", () => held);

it("says at once that the call is here, and again to those that look", () => {
  keep();
  other.say({ say: "look" });
  expect(heard).toEqual([{ say: "here" }, { say: "here" }]);
});

it("tells the seat to nobody who does not ask", () => {
  keep();
  for (const say of ["look", "here", "gone"] as const) other.say({ say });
  expect(heard.filter(({ say }) => say === "seat")).toEqual([]);
  other.say({ say: "ask" });
  expect(heard.at(-1)).toEqual({ say: "seat", uid: "anna", seat: "secret" });
});

it("tells it as it is now", () => {
  keep();
  held = { uid: "anna", seat: "another" };
  other.say({ say: "ask" });
  expect(heard.at(-1)).toEqual({ say: "seat", uid: "anna", seat: "another" });
  vi.advanceTimersByTime(3_000);
  expect(record.read()).toEqual(held);
});

it("keeps it up for as long as the call lasts", () => {
  const keeper = keep();
  vi.advanceTimersByTime(60_000);
  expect(record.read()).toEqual(held);
  keeper.close();
  vi.advanceTimersByTime(60_000);
  expect([localStorage.length, heard.at(-1)]).toEqual([0, { say: "gone" }]);
});

it("has nothing to say where the seat is gone", () => {
  keep();
  held = undefined;
  other.say({ say: "look" });
  other.say({ say: "ask" });
  expect(heard).toEqual([{ say: "here" }]);
});

it("does without a channel where the browser gives none", () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  keep().close();
  expect(localStorage).toHaveLength(0);
});
