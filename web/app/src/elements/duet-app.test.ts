import { CallError, type CallErrorCode } from "@duet/sdk";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { focusedElement } from "../controllers/focus-controller.js";
import { en } from "../i18n/en.js";
import { mediaAdviceTexts } from "../i18n/media-advice-texts.js";
import { zh } from "../i18n/zh.js";
import { SeatKeeper } from "../tabs/seat-keeper.js";
import { FakeChannel } from "../testing/fake-channel.js";
import { FakeCall } from "../testing/fake-call.js";
import { closed, FakeDevices, lackingDevice, openDevice } from "../testing/fake-devices.js";
import { fakeStream } from "../testing/fake-media.js";
import { button, deep, hasButton, mount, text } from "../testing/mount.js";
import type { DuetApp } from "./duet-app.js";
import type { DuetCallView as CallView } from "./duet-call-view.js";

vi.mock("@duet/sdk", async (original) => ({
  ...(await original<object>()),
  DuetCall: (await import("../testing/fake-call.js")).FakeCall,
  LocalDevices: (await import("../testing/fake-devices.js")).FakeDevices,
  MicrophoneMeter: (await import("../testing/fake-devices.js")).FakeMeter,
}));

await import("./duet-app.js");
await import("../controllers/tab-controller.js");
await import("./duet-media-help.js");
await import("./duet-second-tab.js");
const { DuetCallView } = await import("./duet-call-view.js");
await import("./draw-ahead.js"); // which the app loads by itself, in its own time

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  document.body.replaceChildren();
  FakeCall.instances = [];
  FakeChannel.all.clear();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  opensBoth();
});

function opensBoth(): void {
  FakeDevices.outcome = { camera: openDevice("video"), microphone: openDevice("audio") };
}

async function open(path: string): Promise<DuetApp> {
  history.replaceState(null, "", path);
  const app = await mount("duet-app");
  await settled(app);
  return app;
}

async function settled(app: DuetApp): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  await app.updateComplete;
}

async function press(app: DuetApp, name: string): Promise<void> {
  button(app, name).click();
  await settled(app);
}

/** happy-dom presses no submit button for us. */
async function join(app: DuetApp): Promise<FakeCall> {
  deep(app, "form").dispatchEvent(new Event("submit", { cancelable: true }));
  await settled(app);
  return FakeCall.last();
}

async function connected(app: DuetApp): Promise<FakeCall> {
  const call = await join(app);
  call.become("waiting");
  call.become("connecting");
  call.tell("peerjoin", { uid: "ben" });
  await settled(app);
  call.become("connected");
  await settled(app);
  return call;
}

const stream = () => FakeDevices.last().stream;
const areClosed = () => FakeDevices.last().camera === closed && FakeDevices.last().microphone === closed;
const state = (app: DuetApp) => app.dataset.state;
const video = (app: DuetApp, name: string) => deep(app, `video[data-testid=${name}]`, HTMLVideoElement);

describe("the lobby", () => {
  it("offers a new room and shows the camera", async () => {
    const app = await open("/");
    expect(state(app)).toBe("lobby");
    expect(deep(app, "input", HTMLInputElement).value).toMatch(/^[a-z]{6}(-[a-z]{6}){3}$/);
    expect(video(app, "preview").srcObject).toBe(stream());
    expect(document.title).toBe(en.title);
  });

  it("offers the room of the link", async () => {
    const app = await open("/r/%E4%BC%9A%E8%AE%AE");
    expect(deep(app, "input", HTMLInputElement).value).toBe("会议");
    expect(text(app)).toContain(en.lobbyHeadingInvited);
  });

  it("says so when the link names no room, and offers another", async () => {
    const app = await open("/r/a%20b");
    expect(text(app)).toContain(en.roomInvalidLink);
    expect(deep(app, "input", HTMLInputElement).value).not.toBe("");
  });

  it("draws another name", async () => {
    const app = await open("/");
    const first = deep(app, "input", HTMLInputElement).value;
    await press(app, en.newName);
    expect(deep(app, "input", HTMLInputElement).value).not.toBe(first);
  });

  it("prepares the call that will most likely be joined", async () => {
    const app = await open("/r/a");
    const prepared = FakeCall.last();
    expect([prepared.room, prepared.preparations]).toEqual(["a", 1]);
    expect(await join(app)).toBe(prepared);
    expect(FakeCall.instances).toHaveLength(1);
  });

  it("prepares another when another name is drawn, and forgets the first", async () => {
    const app = await open("/");
    const first = FakeCall.last();
    await press(app, en.newName);
    expect([first.leaves, FakeCall.last().preparations]).toEqual([1, 1]);
    expect(await join(app)).not.toBe(first);
  });

  it("joins the room that is typed, whatever was prepared", async () => {
    const app = await open("/");
    const prepared = FakeCall.last();
    const input = deep(app, "input", HTMLInputElement);
    input.value = "tea";
    input.dispatchEvent(new Event("input"));
    await settled(app);
    const call = await join(app);
    expect([prepared.leaves, call.room]).toEqual([1, "tea"]);
  });

  it("is prepared for again by one who comes back to it", async () => {
    await open("/r/a");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(FakeCall.last().preparations).toBe(2);
    dispatchEvent(new Event("pagehide"));
    expect(FakeCall.last().leaves).toBe(1);
    dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    expect(FakeCall.instances).toHaveLength(2);
    expect([FakeCall.last().room, FakeCall.last().preparations]).toEqual(["a", 1]);
  });

  it("explains a camera that is refused, and tries it again", async () => {
    FakeDevices.outcome = { camera: lackingDevice("media-refused"), microphone: lackingDevice("media-refused") };
    const app = await open("/");
    expect(text(app)).toContain(mediaAdviceTexts.en.mediaRefusedTitle(en.cameraAndMicrophone));
    opensBoth();
    await press(app, en.retryMedia);
    expect(video(app, "preview").srcObject).toBe(stream());
    expect(hasButton(app, "Join")).toBe(true);
  });

  it("does with the devices what is chosen and switched", async () => {
    const app = await open("/");
    await press(app, en.turnCameraOff);
    await press(app, en.turnMicrophoneOff);
    const menu = deep(app, "duet-device-menu");
    for (const kind of ["camera", "microphone", "speaker"]) {
      menu.dispatchEvent(new CustomEvent(`duet-choose-${kind}`, { detail: kind, bubbles: true, composed: true }));
    }
    expect(FakeDevices.last().asked.slice(1)).toEqual([
      ["setCamera", false],
      ["setMicrophone", false],
      ["chooseCamera", "camera"],
      ["chooseMicrophone", "microphone"],
      ["chooseSpeaker", "speaker"],
    ]);
  });
});

describe("joining", () => {
  it("calls the room on the server of the page, and makes its link the address", async () => {
    const app = await open("/");
    const room = deep(app, "input", HTMLInputElement).value;
    const call = await join(app);
    expect(call.options.room).toBe(room);
    expect(call.options.server).toMatch(/^wss?:\/\/.*\/ws$/);
    expect(call.media).toEqual([stream()]);
    expect(location.pathname).toBe(`/r/${room}`);
    expect(state(app)).toBe("joining");
    expect(document.title).toContain(room);
  });

  it("does not wait for the camera: it joins the call when it opens", async () => {
    const opening: { done?: () => void } = {};
    FakeDevices.outcome.wait = new Promise((resolve) => (opening.done = resolve));
    const app = await open("/r/a");
    const call = await join(app);
    expect(video(app, "local-video").srcObject).toBeNull();
    opening.done?.();
    await settled(app);
    expect(call.media).toEqual([stream(), stream()]);
    expect(video(app, "local-video").srcObject).toBe(stream());
  });

  it.each<[CallErrorCode, string, string]>([
    ["room-full", "room-full", en.fullHeading],
    ["server-unreachable", "unreachable", en.unreachableHeading],
    ["server-lost", "unreachable", en.unreachableHeading],
    ["shutting-down", "unreachable", en.unreachableHeading],
    ["connection-lost", "lost", en.lostHeading],
    ["connection-failed", "failed", en.failedHeading],
    ["negotiation-failed", "failed", en.failedHeading],
    ["uid-in-use", "failed", en.failedHeading],
  ])("that ends with %s shows %s, turns the camera off, and can be tried again", async (code, screen, heading) => {
    const app = await open("/r/a");
    (await join(app)).end(new CallError(code, ""));
    await settled(app);
    expect(state(app)).toBe(screen);
    expect(text(app)).toContain(heading);
    expect(areClosed()).toBe(true);
    await press(app, "Try again");
    expect(state(app)).toBe("joining");
    expect(FakeCall.instances).toHaveLength(2);
    expect(FakeCall.last().media).toHaveLength(2);
  });
});

describe("the call", () => {
  const view = (app: DuetApp) => deep(app, "duet-call-view", DuetCallView);

  it("is drawn ahead in the lobby, where nobody sees it, and is another one each time", async () => {
    const drawn = vi.spyOn(DuetCallView.prototype, "render");
    const app = await open("/r/a");
    const first = drawn.mock.instances[0] as CallView;
    expect(first.isConnected).toBe(false);
    await join(app);
    expect(view(app)).toBe(first);
    expect(focusedElement()).toBe(deep(view(app), "section"));
    await press(app, "Leave");
    await press(app, "Rejoin");
    expect(view(app)).not.toBe(first);
    drawn.mockRestore();
  });

  it("says nothing of what changed in the lobby after it was drawn", async () => {
    const app = await open("/r/a");
    FakeDevices.last().become({ microphone: { ...openDevice("audio"), on: false } });
    await join(app);
    const news = () => deep(view(app), "[role=status] span").textContent;
    expect(news()).toBe("");
    FakeDevices.last().become({ microphone: openDevice("audio") });
    await settled(app);
    expect(news()).toBe(en.youAreUnmuted);
  });

  it("shows what happens", async () => {
    const app = await open("/r/a");
    const call = await join(app);
    for (const each of ["waiting", "connecting", "connected", "waiting"] as const) {
      call.become(each);
      await settled(app);
      expect(state(app)).toBe(each);
    }
  });

  it("shows the other, and clears them when they leave", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    const theirs = fakeStream("audio", "video");
    call.tell("remotestream", theirs);
    await settled(app);
    const remote = video(app, "remote-video");
    expect(remote.srcObject).toBe(theirs);
    call.become("waiting");
    call.tell("peerleave", { uid: "ben" });
    await settled(app);
    expect(remote.srcObject).toBeNull();
    expect(text(app)).toContain(en.peerLeftHeading);
  });

  it("tells which way sound and picture take, as long as they do", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    call.tell("pathchange", { kind: "direct" });
    await settled(app);
    expect(hasButton(app, en.path(en.pathDirect))).toBe(true);
    call.tell("pathchange", { kind: "relayed", protocol: "udp" });
    await settled(app);
    expect(hasButton(app, en.path(en.pathRelayedOver("UDP")))).toBe(true);
    await press(app, "Leave");
    await press(app, en.rejoin);
    FakeCall.last().become("connected");
    await settled(app);
    expect(text(app)).not.toContain(en.pathRelayed);
  });

  it("tells a repair from a first connection", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    call.become("connecting");
    await settled(app);
    expect(text(app)).toContain(en.reconnecting);
    call.become("connected");
    await settled(app);
    expect(text(app)).not.toContain(en.reconnecting);
  });

  it("goes on without the server, and says so", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    call.serverReachable = false;
    call.tell("serverchange", false);
    vi.advanceTimersByTime(4_999);
    expect(text(app)).not.toContain(en.serverLost);
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await settled(app);
    expect(state(app)).toBe("connected");
    expect(text(app)).toContain(en.serverLost);
    call.serverReachable = true;
    call.tell("serverchange", true);
    await settled(app);
    expect(text(app)).not.toContain(en.serverLost);
  });

  it("says where a call goes on that another window has taken", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    call.end(new CallError("seat-gone", ""));
    await settled(app);
    expect(state(app)).toBe("elsewhere");
    expect(text(app)).toContain(en.elsewhereHeading);
    await press(app, en.useThisTab);
    expect(FakeCall.last().options).toMatchObject({ room: "a", uid: call.uid, seat: "secret" });
    expect(FakeCall.last()).not.toBe(call);
  });
});

describe("a second tab", () => {
  /** The first: somebody's call in room a. */
  async function opened(): Promise<{ readonly app: DuetApp; readonly first: SeatKeeper; readonly prepared: FakeCall }> {
    const app = await open("/r/a");
    const prepared = FakeCall.last();
    const first = new SeatKeeper(prepared.options.server, "a", () => ({ uid: "anna", seat: "first" }));
    await vi.waitFor(() => {
      expect(text(app)).toContain(en.inOtherTab);
    });
    return { app, first, prepared };
  }

  it("goes on with the call of the first", async () => {
    const { app, first, prepared } = await opened();
    const call = await join(app);
    expect(call.options).toMatchObject({ room: "a", uid: "anna", seat: "first" });
    expect([prepared.leaves, prepared.media, call.media]).toEqual([1, [], [stream()]]);
    first.close();
  });

  it("joins as somebody else", async () => {
    const { app, first, prepared } = await opened();
    await press(app, en.joinBeside);
    expect([FakeCall.last() === prepared, prepared.media]).toEqual([true, [stream()]]);
    first.close();
  });

  it("joins by itself when the first has left", async () => {
    const { app, first, prepared } = await opened();
    first.close();
    await vi.waitFor(() => {
      expect(text(app)).not.toContain(en.inOtherTab);
    });
    expect(await join(app)).toBe(prepared);
  });

  it("finds this call", async () => {
    const call = await connected(await open("/r/a"));
    await vi.waitFor(() => {
      expect(localStorage).toHaveLength(1);
    });
    const other = new FakeChannel(`duet.call ${call.options.server} a`);
    const heard: unknown[] = [];
    other.addEventListener("message", (event) => heard.push((event as MessageEvent<unknown>).data));
    other.postMessage({ say: "ask" });
    expect(heard).toEqual([{ say: "seat", uid: call.uid, seat: "secret" }]);
    dispatchEvent(new Event("pagehide"));
    expect(localStorage).toHaveLength(0);
  });
});

describe("leaving", () => {
  it("ends the call, turns the camera off and clears both videos", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    call.tell("remotestream", fakeStream("video"));
    await settled(app);
    const videos = [video(app, "remote-video"), video(app, "local-video")];
    await press(app, "Leave");
    expect(state(app)).toBe("left");
    expect(call.leaves).toBe(1);
    expect(areClosed()).toBe(true);
    expect(videos.map(({ srcObject }) => srcObject)).toEqual([null, null]);
  });

  it("is not for ever: the same room again, with the camera", async () => {
    const app = await open("/r/a");
    await connected(app);
    await press(app, "Leave");
    await press(app, en.rejoin);
    expect(FakeCall.last().options.room).toBe("a");
    expect([FakeCall.last().media.at(-1), areClosed()]).toEqual([stream(), false]);
  });

  it("leads back to the start", async () => {
    const app = await open("/r/a");
    await connected(app);
    await press(app, "Leave");
    await press(app, en.backToStart);
    expect([state(app), location.pathname]).toEqual(["lobby", "/"]);
  });

  it("is what Back does", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    history.replaceState(null, "", "/");
    dispatchEvent(new PopStateEvent("popstate"));
    await settled(app);
    expect(call.leaves).toBe(1);
    expect(state(app)).toBe("lobby");
  });

  it("is what closing the page does", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    dispatchEvent(new Event("pagehide"));
    expect([call.leaves, call.held]).toEqual([1, true]);
    expect(areClosed()).toBe(true);
  });

  it("goes on in the page that is loaded instead, on the same seat and without the lobby; once", async () => {
    const call = await connected(await open("/r/a"));
    dispatchEvent(new Event("pagehide"));
    const app = await open("/r/a");
    expect(state(app)).toBe("joining");
    expect(FakeCall.last().options).toMatchObject({ room: "a", uid: call.uid, seat: "secret" });
    expect(state(await open("/r/a"))).toBe("lobby");
  });

  it.each([
    ["of another room", "/r/b", 0],
    ["that comes later", "/r/a", 10_000],
  ])("does not go on in a page %s", async (_, path, milliseconds) => {
    await connected(await open("/r/a"));
    dispatchEvent(new Event("pagehide"));
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now + milliseconds);
    expect(state(await open(path))).toBe("lobby");
    vi.restoreAllMocks();
  });

  it.each(["", "{", "null", "[]", "7", '{"uid":7,"seat":"secret"}', '{"at":0}'])(
    "is not misled by what else may be kept: %s",
    async (text) => {
      await connected(await open("/r/a"));
      dispatchEvent(new Event("pagehide"));
      const key = sessionStorage.key(0) ?? "";
      sessionStorage.setItem(key, text);
      expect(state(await open("/r/a"))).toBe("lobby");
    },
  );

  it("leaves what the old call still tells without effect", async () => {
    const app = await open("/r/a");
    const call = await connected(app);
    await press(app, "Leave");
    call.become("connected");
    call.tell("remotestream", fakeStream("video"));
    await settled(app);
    expect(state(app)).toBe("left");
  });
});

describe("the language", () => {
  it("can be changed, is remembered, and is the page's", async () => {
    const app = await open("/");
    const select = deep(app, "select", HTMLSelectElement);
    select.value = "zh-CN";
    select.dispatchEvent(new Event("change"));
    await settled(app);
    expect(text(app)).toContain(zh.lobbyHeading);
    expect([document.documentElement.lang, document.title]).toEqual(["zh-CN", zh.title]);
    expect(text(await open("/"))).toContain(zh.lobbyHeading);
  });
});

it("tells a screen reader what goes on", async () => {
  const app = await open("/r/a");
  const call = await connected(app);
  expect(deep(app, "[role=status]").textContent).toBe(en.connected);
  call.become("connecting");
  await settled(app);
  expect(deep(app, "[role=status]").textContent).toBe(en.reconnecting);
});
