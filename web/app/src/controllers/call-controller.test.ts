import { CallError, TypedEventTarget, type ChatMessage, type DeviceView, type LocalDevices, type LocalDevicesEvents } from "@duet/sdk";
import { LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeCall } from "../testing/fake-call.js";
import { fakeStream, isStopped } from "../testing/fake-media.js";

const screen = vi.hoisted(() => ({ open: (): Promise<unknown> => Promise.reject(new Error("Nobody chose.")) }));

vi.mock("@duet/sdk", async (original) => ({
  ...(await original<object>()),
  DuetCall: (await import("../testing/fake-call.js")).FakeCall,
  openScreen: () => screen.open(),
}));

const { CallController, presence } = await import("./call-controller.js");

/** The devices of somebody who has both. */
class FakeDevices extends TypedEventTarget<LocalDevicesEvents> {
  readonly stream = fakeStream("audio", "video");
  camera = view(true);
  microphone = view(true);
  closes = 0;

  open(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.closes += 1;
  }

  setMicrophone(on: boolean): Promise<void> {
    this.microphone = view(on);
    this.emit("change", undefined);
    return Promise.resolve();
  }

  setCamera(on: boolean): Promise<void> {
    this.camera = view(on);
    this.emit("change", undefined);
    return Promise.resolve();
  }
}

function view(on: boolean, more: Partial<DeviceView> = {}): DeviceView {
  return { on, opening: false, track: undefined, problem: undefined, deviceId: undefined, ...more };
}

let devices: FakeDevices;
let controller: InstanceType<typeof CallController>;

@customElement("call-probe")
class CallProbe extends LitElement {
  readonly controller = new CallController(this, "ws://duet.test/ws", devices as unknown as LocalDevices);
}

beforeEach(() => {
  FakeCall.instances = [];
  devices = new FakeDevices();
  const probe = new CallProbe();
  document.body.replaceChildren(probe);
  ({ controller } = probe);
});

function connect(): FakeCall {
  controller.join("a");
  const call = FakeCall.last();
  for (const state of ["waiting", "connecting", "connected"] as const) call.become(state);
  return call;
}

describe("what the other is told", () => {
  it("is how microphone and camera stand, now and with each change", () => {
    const call = connect();
    controller.setMicrophone(false);
    controller.setCamera(false);
    expect(call.states).toEqual([
      { microphone: "on", camera: "on", chat: true },
      { microphone: "off", camera: "on", chat: true },
      { microphone: "off", camera: "off", chat: true },
    ]);
    expect(call.media).toEqual([devices.stream, devices.stream, devices.stream]);
  });

  it.each([
    [view(true), "on"],
    [view(false), "off"],
    [view(false, { opening: true }), "off"],
    [view(false, { problem: new CallError("media-missing", "") }), "none"],
    [view(false, { track: {} as MediaStreamTrack, problem: new CallError("media-missing", "") }), "off"],
  ] as const)("of %j is %s", (device, words) => {
    expect(presence(device)).toBe(words);
  });
});

describe("what the two write", () => {
  const message = (id: number, delivery: ChatMessage["delivery"] = "delivered"): ChatMessage => ({
    id,
    own: true,
    text: "hello",
    delivery,
  });

  function meet(call: FakeCall, uid = "ben"): void {
    call.tell("peerjoin", { uid });
    call.canChat = true;
    call.tell("peerstate", { microphone: "on", camera: "on", screen: false, quality: null, chat: true });
  }

  it("is gathered, each message as it stands, until somebody else comes or the call ends", () => {
    const call = connect();
    meet(call);
    expect(controller.canChat).toBe(true);
    for (const next of [message(1, "sending"), message(2, "sending"), message(1)]) call.tell("chat", next);
    expect(controller.chat).toEqual([message(1), message(2, "sending")]);
    call.canChat = false;
    call.tell("chat", message(2, "lost"));
    call.tell("peerleave", { uid: "ben" });
    expect([controller.canChat, controller.chat]).toEqual([false, [message(1), message(2, "lost")]]);
    meet(call);
    expect([controller.canChat, controller.chat]).toEqual([true, [message(1), message(2, "lost")]]);
    call.tell("peerleave", { uid: "ben" });
    meet(call, "carla");
    expect([controller.canChat, controller.chat]).toEqual([true, []]);
    call.tell("chat", message(3));
    controller.leave();
    expect([controller.canChat, controller.chat]).toEqual([false, []]);
  });

  it("does not grow without end", () => {
    const call = connect();
    for (let id = 1; id <= 502; id += 1) call.tell("chat", message(id));
    call.tell("chat", message(1, "lost")); // of one that is not kept any more
    expect([controller.chat.length, controller.chat[0]?.id, controller.chat.at(-1)?.id]).toEqual([500, 3, 502]);
  });

  it("is sent where somebody reads, and a message too many harms nothing", () => {
    const call = connect();
    const isTaken = [controller.writeChat("nobody reads this")];
    meet(call);
    isTaken.push(controller.writeChat("one"), controller.writeChat("two"));
    expect([isTaken, call.written]).toEqual([
      [false, true, false],
      ["one", "two"],
    ]);
  });
});

describe("what the other tells", () => {
  it("is followed, and forgotten when they leave", () => {
    const call = connect();
    call.peerState = { microphone: "off", camera: "on", screen: false, quality: 2 };
    call.tell("peerstate", call.peerState);
    call.quality = { level: 3, reason: "delay" };
    call.tell("qualitychange", call.quality);
    expect([controller.peer, controller.quality]).toEqual([call.peerState, call.quality]);
    call.tell("peerleave", { uid: "ben" });
    expect([controller.peer, controller.quality, controller.peerLeft]).toEqual([null, null, true]);
  });

  it("may be a screen", () => {
    const call = connect();
    call.remoteScreen = fakeStream("video");
    call.tell("remotescreen", call.remoteScreen);
    expect(controller.remoteScreen).toBe(call.remoteScreen);
    call.remoteScreen = null;
    call.tell("remotescreen", null);
    expect(controller.remoteScreen).toBeUndefined();
  });
});

describe("sharing a screen", () => {
  it("says what is on it, until it is stopped", async () => {
    const stream = fakeStream("video");
    screen.open = () => Promise.resolve(stream);
    const call = connect();
    await controller.share("text");
    expect([call.shared, controller.sharing]).toEqual([[[stream, "text"]], true]);
    controller.stopSharing();
    expect([call.sharing, controller.sharing]).toEqual([false, false]);
  });

  it("ends when the browser's own bar ends it", async () => {
    screen.open = () => Promise.resolve(fakeStream("video"));
    const call = connect();
    await controller.share("motion");
    call.sharing = false;
    call.tell("screenend", undefined);
    expect(controller.sharing).toBe(false);
  });

  it("that is thought better of is none", async () => {
    screen.open = () => Promise.reject(new Error("Dismissed."));
    const call = connect();
    await controller.share("text");
    expect([call.shared, controller.sharing]).toEqual([[], false]);
  });

  it("that was chosen when the call was over is let go of", async () => {
    const stream = fakeStream("video");
    screen.open = () => {
      controller.leave();
      return Promise.resolve(stream);
    };
    const call = connect();
    await controller.share("text");
    expect([call.shared, isStopped(stream)]).toEqual([[], true]);
  });
});

describe("a key that is held", () => {
  it("turns a muted microphone on for so long", () => {
    connect();
    controller.setMicrophone(false);
    controller.talk(true);
    expect([controller.talking, devices.microphone.on]).toEqual([true, true]);
    controller.talk(false);
    expect([controller.talking, devices.microphone.on]).toEqual([false, false]);
  });

  it("does nothing to one that is on", () => {
    connect();
    controller.talk(true);
    controller.talk(false);
    expect(devices.microphone.on).toBe(true);
  });

  it("is let go of with the call", () => {
    connect();
    controller.setMicrophone(false);
    controller.talk(true);
    controller.leave();
    expect(devices.microphone.on).toBe(false);
  });
});

describe("how long one talked", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => {
      vi.useRealTimers();
    };
  });

  it("is from the first connection to the leaving, breaks included", () => {
    const call = connect();
    vi.advanceTimersByTime(60_000);
    call.become("connecting");
    vi.advanceTimersByTime(5_000);
    call.become("connected");
    vi.advanceTimersByTime(10_000);
    controller.leave();
    expect(controller.talkMilliseconds).toBe(75_000);
  });

  it("is kept when the other has left before", () => {
    const call = connect();
    vi.advanceTimersByTime(60_000);
    call.become("waiting");
    call.tell("peerleave", { uid: "ben" });
    vi.advanceTimersByTime(30_000);
    controller.leave();
    expect(controller.talkMilliseconds).toBe(60_000);
  });

  it("is nothing where nobody came", () => {
    controller.join("a");
    controller.leave();
    expect(controller.talkMilliseconds).toBeUndefined();
  });
});

it("closes the devices with the call", () => {
  connect();
  controller.leave();
  expect(devices.closes).toBe(1);
});
