import { beforeEach, describe, expect, it, vi } from "vitest";
import { CallRecord, eraseOldRecords } from "./call-record.js";

const server = "wss://duet.test/ws";
const anna = { uid: "anna", seat: "secret" };
const key = `duet.call ${server} a`;
const record = (room = "a") => new CallRecord(server, room);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ["Date"] });
  return () => {
    vi.useRealTimers();
  };
});

function later(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

describe("what one tab keeps up", () => {
  it("another reads, of the same room on the same server", () => {
    record().keepUp(anna);
    expect(record().read()).toEqual(anna);
    expect(record("b").read()).toBeUndefined();
    expect(new CallRecord("wss://other.test/ws", "a").read()).toBeUndefined();
  });

  it.each([29_999, -29_999])("holds %i ms later", (milliseconds) => {
    record().keepUp(anna);
    later(milliseconds);
    expect(record().read()).toEqual(anna);
  });

  it.each([30_000, -30_000])("is forgotten %i ms later", (milliseconds) => {
    record().keepUp(anna);
    later(milliseconds);
    expect(record().read()).toBeUndefined();
  });
});

describe("erasing", () => {
  it("leaves nothing behind", () => {
    const mine = record();
    mine.keepUp(anna);
    mine.erase();
    expect(localStorage).toHaveLength(0);
  });

  it("leaves alone what another tab has written since", () => {
    const [mine, theirs] = [record(), record()];
    mine.keepUp(anna);
    later(1);
    theirs.keepUp(anna);
    mine.erase();
    expect(record().read()).toEqual(anna);
  });

  it("clears away what crashes left behind, and nothing else", () => {
    record("old").keepUp(anna);
    later(30_000);
    record("new").keepUp(anna);
    localStorage.setItem("duet.language", "en");
    eraseOldRecords();
    expect([record("new").read(), localStorage.length]).toEqual([anna, 2]);
  });
});

describe("storage", () => {
  it.each(["", "{", "null", "[]", "7", '{"at":0}', `{"uid":7,"seat":"secret","at":${Date.now()}}`, '{"uid":"anna","seat":"secret"}'])(
    "may hold anything: %s",
    (text) => {
      localStorage.setItem(key, text);
      expect(record().read()).toBeUndefined();
    },
  );

  it("may be switched off", () => {
    const refuse = () => {
      throw new DOMException("No.", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 1 });
    const mine = record();
    mine.keepUp(anna);
    eraseOldRecords();
    expect(mine.read()).toBeUndefined();
    mine.erase();
  });
});
