import { beforeEach, describe, expect, it, vi } from "vitest";
import { en } from "../i18n/en.js";
import { fakeStream } from "../testing/fake-media.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
import type { CallPhase } from "./call-phase.js";
import "./duet-call-view.js";
import type { DuetCallView } from "./duet-call-view.js";

beforeEach(() => {
  HTMLMediaElement.prototype.play = () => Promise.resolve();
});

const remote = (view: DuetCallView) => deep(view, "video[data-testid=remote-video]", HTMLVideoElement);

it("shows the other with sound, and oneself without", async () => {
  const [localStream, remoteStream] = [fakeStream("audio", "video"), fakeStream("audio", "video")];
  const view = await mount("duet-call-view", { phase: "connected", localStream, remoteStream });
  const local = deep(view, "video[data-testid=local-video]", HTMLVideoElement);
  expect([remote(view).srcObject, remote(view).muted]).toEqual([remoteStream, false]);
  expect([local.srcObject, local.muted]).toEqual([localStream, true]);
});

it("can be left at any time", async () => {
  for (const phase of ["joining", "waiting", "connecting", "connected"] as const) {
    const view = await mount("duet-call-view", { phase });
    const leaves = collect(view, "duet-leave");
    button(view, "Leave").click();
    expect(leaves).toHaveLength(1);
  }
});

it("takes the focus, but not with the button that leaves", async () => {
  const view = await mount("duet-call-view");
  expect(view.shadowRoot?.activeElement).toBe(deep(view, "section"));
});

describe("what it says", () => {
  it.each([
    ["joining", {}, en.joining],
    ["waiting", {}, en.waitingHeading],
    ["waiting", { peerLeft: true }, en.peerLeftHeading],
    ["connecting", {}, en.connecting],
    ["connecting", { repairing: true }, en.reconnecting],
    ["connected", { serverLost: true }, en.serverLost],
  ] as const)("while %s %j", async (phase, more, words) => {
    expect(text(await mount("duet-call-view", { phase, ...more }))).toContain(words);
  });

  it("while connected is nothing that covers the other", async () => {
    const view = await mount("duet-call-view", { phase: "connected" });
    expect(view.shadowRoot?.querySelector(".card")).toBeNull();
    expect([...(view.shadowRoot?.querySelectorAll("h1") ?? [])].map(({ className }) => className)).toEqual(["visually-hidden"]);
  });
});

describe("a connection that is there at once", () => {
  const card = (view: DuetCallView) => view.shadowRoot?.querySelector(".card") ?? null;

  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  async function meet(more: Partial<DuetCallView> = {}, before: CallPhase = "joining"): Promise<DuetCallView> {
    const view = await mount("duet-call-view", { phase: before });
    Object.assign(view, { phase: "connected", remoteStream: fakeStream("audio", "video"), ...more });
    await view.updateComplete;
    return view;
  }

  it.each(["joining", "waiting"] as const)("leaves what is shown while %s until the first picture is there", async (before) => {
    const view = await meet({}, before);
    expect(card(view)).not.toBeNull();
    Object.defineProperty(remote(view), "videoWidth", { value: 640 });
    remote(view).dispatchEvent(new Event("resize"));
    vi.advanceTimersToNextFrame();
    await view.updateComplete;
    expect(card(view)).toBeNull();
  });

  it("does not leave it longer than a second", async () => {
    const view = await meet();
    vi.advanceTimersByTime(999);
    await view.updateComplete;
    expect(card(view)).not.toBeNull();
    vi.advanceTimersByTime(1);
    await view.updateComplete;
    expect(card(view)).toBeNull();
  });

  it("leaves nothing where no picture is to be expected, or after one has seen it being made", async () => {
    expect(card(await meet({ peer: { microphone: "on", camera: "off", quality: null } }))).toBeNull();
    expect(card(await meet({}, "connecting"))).toBeNull();
  });

  it("waits anew where it is moved in the page meanwhile", async () => {
    const view = await meet();
    view.remove();
    document.body.append(view);
    await view.updateComplete;
    expect(card(view)).not.toBeNull();
    vi.advanceTimersByTime(1_000);
    await view.updateComplete;
    expect(card(view)).toBeNull();
  });

  it("shows who is gone again as gone", async () => {
    const view = await meet({}, "waiting");
    Object.assign(view, { phase: "waiting", peerLeft: true });
    await view.updateComplete;
    expect(text(view)).toContain(en.peerLeftHeading);
    vi.advanceTimersByTime(2_000);
    await view.updateComplete;
    expect(text(view)).toContain(en.peerLeftHeading);
  });
});

describe("the way that the media takes", () => {
  const path = { kind: "relayed", protocol: "tls" } as const;

  it("is told while connected", async () => {
    const view = await mount("duet-call-view", { phase: "connected", path });
    expect(text(view)).toContain(en.pathRelayedOver("TLS"));
    view.path = null;
    await view.updateComplete;
    await view.updateComplete;
    expect(text(view)).not.toContain(en.pathRelayedOver("TLS"));
  });

  it("is not told while there is none", async () => {
    expect(text(await mount("duet-call-view", { phase: "connecting", repairing: true, path }))).not.toContain(en.pathRelayedOver("TLS"));
  });
});

describe("what the two write", () => {
  const their = (id: number, text: string) => ({ id, own: false, text, delivery: "delivered" }) as const;
  const pill = (view: DuetCallView) => view.shadowRoot?.querySelector<HTMLElement>(".written") ?? null;
  const words = (view: DuetCallView) => pill(view)?.textContent.replace(/\s+/g, " ").trim();

  it("is open to be written while somebody reads, and to be read after that", async () => {
    const view = await mount("duet-call-view", { phase: "connected" });
    expect(hasButton(view, "Chat")).toBe(false);
    view.canChat = true;
    await view.updateComplete;
    const written = collect(view, "duet-write");
    button(view, "Chat").click();
    await view.updateComplete;
    const write = () => deep(view, "duet-chat").dispatchEvent(new CustomEvent("duet-write", { detail: "hello", cancelable: true }));
    expect([write(), written]).toEqual([true, ["hello"]]);
    view.addEventListener("duet-write", (event) => {
      event.preventDefault();
    });
    expect(write()).toBe(false);
    Object.assign(view, { canChat: false, chat: [their(1, "hello")], phase: "waiting" });
    await view.updateComplete;
    expect([hasButton(view, "Chat"), deep(view, "duet-chat").hasAttribute("open")]).toEqual([true, false]);
    view.chat = [];
    await view.updateComplete;
    expect([hasButton(view, "Chat"), view.shadowRoot?.querySelector("duet-chat")]).toEqual([false, null]);
  });

  it("is shown and said where the chat is closed, until that is opened", async () => {
    const view = await mount("duet-call-view", { phase: "connected", canChat: true });
    view.chat = [their(1, "one"), { id: 2, own: true, text: "mine", delivery: "sending" }, their(3, "three")];
    await view.updateComplete;
    expect(words(view)).toBe("three Unread messages: 2");
    expect(deep(view, "[role=status]").textContent).toContain("They wrote: three");
    pill(view)?.click();
    await view.updateComplete;
    expect(pill(view)).toBeNull();
    view.chat = [...view.chat, their(4, "four")];
    await view.updateComplete;
    expect(pill(view)).toBeNull();
    expect(deep(view, "[role=status]").textContent).not.toContain("four");
    button(view, "Chat").click();
    await view.updateComplete;
    view.chat = [...view.chat, their(5, "five")];
    await view.updateComplete;
    expect(words(view)).toBe("five Unread messages: 1");
  });
});

describe("the link", () => {
  it("is there to copy while one waits", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.spyOn(navigator, "clipboard", "get").mockReturnValue({ writeText } as unknown as Clipboard);
    const view = await mount("duet-call-view", { phase: "waiting", link: "https://duet.example.org/r/a" });
    button(view, "Copy link").click();
    await vi.waitFor(() => {
      expect(text(view)).toContain(en.copied);
    });
    expect(writeText).toHaveBeenCalledWith("https://duet.example.org/r/a");
    expect(hasButton(view, "Copy link")).toBe(true);
  });
});

describe("sound that the browser holds back", () => {
  it("starts with one tap", async () => {
    const play = vi.fn(() => Promise.reject(new DOMException("Tap.", "NotAllowedError")));
    HTMLMediaElement.prototype.play = play;
    const view = await mount("duet-call-view", { phase: "connected", remoteStream: fakeStream("audio") });
    await vi.waitFor(() => {
      expect(hasButton(view, en.tapToHear)).toBe(true);
    });
    play.mockImplementation(() => Promise.resolve() as Promise<never>);
    button(view, en.tapToHear).click();
    await view.updateComplete;
    expect(hasButton(view, en.tapToHear)).toBe(false);
    expect(play).toHaveBeenCalledTimes(2);
  });
});

const tile = (view: DuetCallView, name: string) => deep(view, `.tile.${name}`);
const press = (key: string) => dispatchEvent(new KeyboardEvent("keydown", { key }));

async function connected(more: Partial<DuetCallView> = {}): Promise<DuetCallView> {
  return mount("duet-call-view", {
    phase: "connected",
    localStream: fakeStream("video"),
    remoteStream: fakeStream("audio", "video"),
    ...more,
  });
}

describe("large and small", () => {
  const large = (view: DuetCallView) =>
    ["remote", "self", "screen"].filter((name) => view.renderRoot.querySelector(`.tile.${name}.large`) !== null);

  it("are the other and oneself, and change places by click and by key", async () => {
    const view = await connected();
    expect(large(view)).toEqual(["remote"]);
    button(view, en.yourPicture).click();
    await view.updateComplete;
    expect(large(view)).toEqual(["self"]);
    press("w");
    await view.updateComplete;
    expect(large(view)).toEqual(["remote"]);
  });

  it("are a shared screen and both people, as long as it is shared", async () => {
    const view = await connected({ remoteScreen: fakeStream("video") });
    expect(large(view)).toEqual(["screen"]);
    button(view, en.makeLarge(en.theirPicture)).click();
    await view.updateComplete;
    expect(large(view)).toEqual(["remote"]);
    view.remoteScreen = undefined;
    await view.updateComplete;
    expect(large(view)).toEqual(["remote"]);
    expect(view.renderRoot.querySelector(".tile.screen")).toBeNull();
  });

  it("lets the small one be moved by arrow keys and from the menu", async () => {
    const view = await connected();
    const corner = () => deep(view, "section").dataset.corner;
    button(view, en.yourPicture).dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true, cancelable: true }));
    await view.updateComplete;
    expect(corner()).toBe("top-right");
    deep(view, "duet-controls").dispatchEvent(new CustomEvent("duet-action", { detail: "move-self" }));
    await view.updateComplete;
    expect(corner()).toBe("bottom-right");
  });
});

describe("the other's state", () => {
  it("is on their picture", async () => {
    const view = await connected({ peer: { microphone: "off", camera: "off", quality: 1 } });
    expect(text(view)).toContain(en.theirMicrophoneOff);
    expect(text(view)).toContain(en.theirCameraIsOff);
    expect(text(view)).toContain(en.theirConnectionWeak);
  });

  it("covers the last picture of a camera that is off", async () => {
    const view = await connected({ peer: { microphone: "on", camera: "off", quality: 4 } });
    expect(tile(view, "remote").querySelector("duet-video")?.off).toBe(true);
  });

  it("is nothing to speak of while all is well, or unknown", async () => {
    for (const peer of [null, { microphone: "on", camera: "on", quality: 4 } as const]) {
      const view = await connected({ peer });
      expect(text(view)).not.toContain(en.theirMicrophoneOff);
      expect(text(view)).not.toContain(en.theirConnectionWeak);
    }
  });

  it("is read out when it changes", async () => {
    const view = await connected({ peer: { microphone: "on", camera: "on", quality: 4 } });
    view.peer = { microphone: "off", camera: "on", quality: 4 };
    await view.updateComplete;
    expect(deep(view, "p.visually-hidden[role=status]").textContent).toBe(en.theyMuted);
  });

  it("is read out once more when the next one does the same", async () => {
    const view = await connected();
    const said = async (microphone: "on" | "off") => {
      view.peer = { microphone, camera: "on", quality: 4 };
      await view.updateComplete;
      return deep(view, "p.visually-hidden[role=status] span");
    };
    await said("on");
    const first = await said("off");
    view.peer = null;
    await said("on");
    expect(await said("off")).not.toBe(first);
  });
});

describe("one's own devices", () => {
  it.each([
    ["m", "duet-microphone", { microphone: "on" }, false],
    ["m", "duet-microphone", { microphone: "off" }, true],
    ["v", "duet-camera", { camera: "on" }, false],
    ["v", "duet-camera", { camera: "none" }, true],
  ] as const)("are switched with %s (%s, %j)", async (key, event, state, wanted) => {
    const view = await connected(state);
    const wishes = collect(view, event);
    press(key);
    expect(wishes).toEqual([wanted]);
  });

  it("are missed when the camera is gone, and not when there has been none", async () => {
    const view = await connected({ camera: "none" });
    expect(text(view)).not.toContain(en.previewOff);
    view.camera = "on";
    await view.updateComplete;
    view.camera = "none";
    await view.updateComplete;
    await view.updateComplete;
    expect(text(view)).toContain(en.previewOff);
    view.camera = "off";
    await view.updateComplete;
    await view.updateComplete;
    expect(text(view)).not.toContain(en.previewOff);
  });

  it("are heard while Space is held", async () => {
    const view = await connected({ microphone: "off" });
    const talks = collect(view, "duet-talk");
    press(" ");
    dispatchEvent(new KeyboardEvent("keyup", { key: " " }));
    expect(talks).toEqual([true, false]);
  });

  it("cover one's own last picture when the camera is off", async () => {
    const view = await connected({ camera: "off" });
    expect(tile(view, "self").querySelector("duet-video")?.off).toBe(true);
  });

  it("lead from the hint back to being heard", async () => {
    const view = await connected({ microphone: "off", hint: "muted" });
    const wishes = collect(view, "duet-microphone");
    deep(view, "duet-hint").dispatchEvent(new CustomEvent("duet-unmute"));
    expect(wishes).toEqual([true]);
  });
});

describe("one's own screen", () => {
  it("says that it is shared, and stops", async () => {
    const view = await connected({ canShare: true, sharing: true });
    expect(text(view)).toContain(en.youAreSharing);
    const stops = collect(view, "duet-stop-sharing");
    button(view, en.stop).click();
    press("s");
    expect(stops).toHaveLength(2);
  });
});

describe("a weak connection of one's own", () => {
  it("is told beside the bars", async () => {
    const view = await connected({ quality: { level: 2, reason: "loss" } });
    expect(text(view)).toContain(en.yourConnectionWeak);
  });

  it("is no news while there is a greater trouble", async () => {
    const view = await connected({ phase: "connecting", repairing: true, quality: { level: 1, reason: "loss" } });
    expect(text(view)).toContain(en.reconnecting);
    expect(text(view)).not.toContain(en.yourConnectionWeak);
  });
});

describe("the list of keys", () => {
  it("opens with ?, and closes", async () => {
    const view = await connected();
    press("?");
    await view.updateComplete;
    const list = deep(view, "duet-shortcuts");
    list.dispatchEvent(new CustomEvent("duet-close"));
    await view.updateComplete;
    expect(view.renderRoot.querySelector("duet-shortcuts")).toBeNull();
  });
});

describe("the controls", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => {
      vi.useRealTimers();
    };
  });

  async function rests(view: DuetCallView): Promise<boolean> {
    await vi.advanceTimersByTimeAsync(5_000);
    await view.updateComplete;
    return deep(view, "section").classList.contains("rests");
  }

  it("step back from a call that goes well", async () => {
    expect(await rests(await connected())).toBe(true);
  });

  it("stay while one waits, while a menu is open, and while there is something to say", async () => {
    expect(await rests(await mount("duet-call-view", { phase: "waiting" }))).toBe(false);
    expect(await rests(await connected({ hint: "silent" }))).toBe(false);
    const view = await connected();
    deep(view, "duet-controls").dispatchEvent(new CustomEvent("duet-menu-toggle", { detail: true }));
    expect(await rests(view)).toBe(false);
  });
});
