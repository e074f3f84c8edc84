import { beforeEach, describe, expect, it, vi } from "vitest";
import { en } from "../i18n/en.js";
import { fakeStream } from "../testing/fake-media.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
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
    expect(view.shadowRoot?.querySelector("h1")).toBeNull();
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
