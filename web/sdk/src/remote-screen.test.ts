import { beforeEach, describe, expect, it, vi } from "vitest";
import { RemoteScreen } from "./remote-screen.js";
import { FakeMediaPeer } from "./testing/fake-media-peer.js";
import { FakeMediaStream } from "./testing/fake-media-stream.js";

const call = { "0": "audio", "1": "video" } as const;
const withScreen = { ...call, "3": "video", "4": "audio" } as const;
const stopped = { ...call, "3": "inactive", "4": "inactive" } as const;

let peer: FakeMediaPeer;
let screen: RemoteScreen;
let shown: string[];

beforeEach(() => {
  vi.stubGlobal("MediaStream", FakeMediaStream);
  peer = new FakeMediaPeer();
  shown = [];
  screen = new RemoteScreen(peer.asPeer(), (stream) => shown.push(stream?.getTracks().map(nameOf).join("+") ?? "none"));
});

/** By the section in which it came. */
function nameOf(track: unknown): string {
  return peer.transceivers.find(({ receiver }) => receiver.track === track)?.mid ?? "?";
}

function screens(): (string | null)[] {
  return peer.transceivers.filter((transceiver) => screen.has(transceiver.asTransceiver())).map(({ mid }) => mid);
}

it("shows nothing in a call of camera and microphone", () => {
  peer.takeOffer(call);
  screen.tell(null);
  expect([shown, screens()]).toEqual([[], []]);
});

describe("where the other side says which it is", () => {
  it("shows it when it was told first", () => {
    peer.takeOffer(call);
    screen.tell({ video: "3", audio: "4" });
    expect(shown).toEqual([]);
    peer.takeOffer(withScreen);
    expect([shown.at(-1), screens()]).toEqual(["3+4", ["3", "4"]]);
  });

  it("shows it when it was told last", () => {
    peer.takeOffer(call);
    peer.takeOffer(withScreen);
    screen.tell({ video: "3", audio: "4" });
    expect(shown.at(-1)).toBe("3+4");
  });

  it("takes its word for it: the first picture may be the screen", () => {
    peer.takeOffer(call);
    screen.tell({ video: "1" });
    expect([shown, screens()]).toEqual([["1"], ["1"]]);
  });

  it("shows it no more as soon as it says so", () => {
    peer.takeOffer(withScreen);
    screen.tell({ video: "3", audio: "4" });
    screen.tell(null);
    expect([shown.at(-1), screen.stream]).toEqual(["none", null]);
    peer.takeOffer(stopped);
    expect(shown.filter((name) => name === "none")).toHaveLength(1);
  });

  it("shows it again the next time", () => {
    peer.takeOffer(withScreen);
    screen.tell({ video: "3", audio: "4" });
    screen.tell(null);
    peer.takeOffer(stopped);
    screen.tell({ video: "3", audio: "4" });
    expect(shown.at(-1)).toBe("none");
    peer.takeOffer(withScreen);
    expect(shown.at(-1)).toBe("3+4");
  });

  it("keeps it from the camera's stream even after it was told that it is over", () => {
    peer.takeOffer(withScreen);
    screen.tell(null);
    expect(screens()).toEqual(["3", "4"]);
  });
});

describe("where it says nothing", () => {
  it("takes a second picture for a screen, and a second sound for its sound", () => {
    peer.takeOffer(withScreen);
    expect([shown.at(-1), screens()]).toEqual(["3+4", ["3", "4"]]);
  });

  it("shows it no more when it is not sent any more", () => {
    peer.takeOffer(withScreen);
    peer.takeOffer(stopped);
    expect(shown.at(-1)).toBe("none");
  });

  it("takes a second sound alone for no screen", () => {
    peer.takeOffer({ ...call, "2": "audio" });
    expect(shown).toEqual([]);
  });
});

it("does not take the screen that this side shares for the other's", () => {
  peer.takeOffer(call);
  peer.addTransceiver("video", { direction: "sendonly" });
  peer.offer();
  peer.agree();
  expect(shown).toEqual([]);
});
