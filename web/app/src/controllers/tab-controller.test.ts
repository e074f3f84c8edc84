import { LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Lookout } from "../tabs/lookout.js";
import { SeatKeeper } from "../tabs/seat-keeper.js";
import { FakeChannel } from "../testing/fake-channel.js";
import { TabController, type OwnCall } from "./tab-controller.js";

const server = "wss://duet.test/ws";
const anna = { uid: "anna", seat: "secret" };
const lobby: ShownTab = { screen: "lobby", room: "a", held: undefined };
const inCall: ShownTab = { screen: "connected", room: "a", held: anna };

interface ShownTab extends OwnCall {
  readonly room: string | undefined;
}

let shown: ShownTab;
let probe: TabProbe;

@customElement("tab-probe")
class TabProbe extends LitElement {
  readonly controller = new TabController(
    this,
    server,
    {
      get screen() {
        return shown.screen;
      },
      get held() {
        return shown.held;
      },
    },
    () => shown.room,
  );
}

beforeEach(() => {
  localStorage.clear();
  FakeChannel.all.clear();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
});

async function show(now: ShownTab): Promise<void> {
  shown = now;
  probe.requestUpdate();
  await probe.updateComplete;
}

async function open(now: ShownTab): Promise<TabController> {
  shown = now;
  probe = new TabProbe();
  document.body.replaceChildren(probe);
  await probe.updateComplete;
  return probe.controller;
}

/** What a lobby in another tab is told. */
function seenFromOutside(): string | undefined {
  let found: string | undefined;
  new Lookout(server, "a", (now) => (found = now)).close();
  return found;
}

describe("in the lobby", () => {
  it("finds the call of another tab", async () => {
    const other = new SeatKeeper(server, "a", () => anna);
    const controller = await open(lobby);
    expect(controller.found).toBe("living");
    await show({ ...lobby, room: "b" });
    expect(controller.found).toBeUndefined();
    other.close();
  });

  it("looks nowhere while the room is only thought up", async () => {
    await open({ ...lobby, room: undefined });
    expect(FakeChannel.all.size).toBe(0);
  });

  it("takes over what it found", async () => {
    const other = new SeatKeeper(server, "a", () => anna);
    const controller = await open(lobby);
    const enter = vi.fn();
    await controller.takeOver(enter);
    expect(enter.mock.calls).toEqual([["a", anna]]);
    other.close();
  });

  it("takes nothing over for one who has gone somewhere else meanwhile", async () => {
    const controller = await open(lobby);
    const enter = vi.fn();
    const taking = controller.takeOver(enter);
    await show({ ...lobby, room: "b" });
    await taking;
    expect(enter).not.toHaveBeenCalled();
  });
});

describe("in a call", () => {
  it("is found by others, until it is over", async () => {
    await open(inCall);
    expect([seenFromOutside(), localStorage.length]).toEqual(["living", 1]);
    await show({ ...inCall, held: undefined });
    expect([seenFromOutside(), localStorage.length]).toEqual([undefined, 0]);
  });

  it("is not found while it is joined", async () => {
    await open({ ...inCall, held: undefined });
    expect(FakeChannel.all.size).toBe(0);
  });
});

it.each([["lobby", lobby] as const, ["call", inCall] as const])(
  "a %s that is left, or hidden for Back, leaves nothing running",
  async (_, now) => {
    await open(now);
    dispatchEvent(new Event("pagehide"));
    expect([FakeChannel.all.size, localStorage.length]).toEqual([0, 0]);
    await show(now);
    expect(FakeChannel.all.size).toBe(0);
    dispatchEvent(new Event("pageshow"));
    await probe.updateComplete;
    expect(FakeChannel.all.size).toBe(1);
    probe.remove();
    await show(now);
    expect([FakeChannel.all.size, localStorage.length]).toEqual([0, 0]);
  },
);
