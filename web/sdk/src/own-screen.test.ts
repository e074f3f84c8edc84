import { beforeEach, describe, expect, it } from "vitest";
import type { ScreenMids } from "./channel-message.js";
import { OwnScreen, type ScreenContent } from "./own-screen.js";
import { FakeMediaPeer } from "./testing/fake-media-peer.js";
import { FakeMediaStream } from "./testing/fake-media-stream.js";
import { settle } from "./testing/settle.js";

let peer: FakeMediaPeer;
let screen: OwnScreen;
let told: (ScreenMids | null)[];

beforeEach(() => {
  peer = new FakeMediaPeer();
  peer.addTransceiver("audio", { direction: "sendrecv" });
  peer.addTransceiver("video", { direction: "sendrecv" });
  peer.offer();
  peer.agree();
  told = [];
  screen = new OwnScreen(peer.asPeer(), (mids) => told.push(mids));
});

function share(content: ScreenContent, ...kinds: string[]): FakeMediaStream {
  const stream = FakeMediaStream.of(...kinds);
  screen.share({ stream: stream.asStream(), content });
  return stream;
}

const sections = () => peer.transceivers.slice(2);

describe("sharing", () => {
  it("makes sections of its own, which only send", () => {
    const { tracks } = share("text", "video", "audio");
    expect(sections().map(({ sender, direction }) => [sender.track, direction])).toEqual([
      [tracks[0], "sendonly"],
      [tracks[1], "sendonly"],
    ]);
  });

  it("tells where it is to be found as soon as an offer has named the sections", () => {
    share("text", "video", "audio");
    peer.offer();
    peer.agree();
    expect(told).toEqual([{}, { video: "2", audio: "3" }]);
  });

  it("tells it again when the offer was taken back and made anew", () => {
    share("text", "video");
    peer.offer();
    peer.rollBack();
    peer.offer();
    peer.agree();
    expect(told).toEqual([{}, { video: "2" }, {}, { video: "2" }]);
  });

  it("is without sound where there is none", () => {
    share("text", "video");
    expect(sections()).toHaveLength(1);
  });

  it.each([
    ["text", "maintain-resolution"],
    ["motion", "balanced"],
  ] as const)("keeps sharp or fluent what shows %s", async (content, degradationPreference) => {
    const { tracks } = share(content, "video", "audio");
    await settle();
    expect(tracks.map((track) => track.contentHint)).toEqual([content, "music"]);
    expect(sections()[0]?.sender.parameters).toMatchObject({ degradationPreference, encodings: [{ maxBitrate: 2_500_000 }] });
    expect(sections()[1]?.sender.parameters).toMatchObject({ encodings: [{ maxBitrate: 64_000 }] });
  });

  it("of another screen takes the place of the former, in the same sections", () => {
    share("text", "video");
    const { tracks } = share("motion", "video");
    expect(sections().map(({ sender }) => sender.track)).toEqual([tracks[0]]);
  });

  it("of one without sound ends the sound of the former", () => {
    share("text", "video", "audio");
    peer.offer();
    peer.agree();
    share("text", "video");
    expect([sections()[1]?.direction, told.at(-1)]).toEqual(["inactive", { video: "2" }]);
  });
});

describe("stopping", () => {
  it("silences the sections, and tells at once", () => {
    share("text", "video", "audio");
    peer.offer();
    peer.agree();
    screen.stop();
    expect(sections().map(({ sender, direction }) => [sender.track, direction])).toEqual([
      [null, "inactive"],
      [null, "inactive"],
    ]);
    expect(told.at(-1)).toBeNull();
  });

  it("keeps the sections for the next time", () => {
    share("text", "video");
    peer.offer();
    peer.agree();
    screen.stop();
    const { tracks } = share("text", "video");
    expect(sections().map(({ sender, direction }) => [sender.track, direction])).toEqual([[tracks[0], "sendonly"]]);
    expect(told.at(-1)).toEqual({ video: "2" });
  });

  it("does nothing where nothing is shared", () => {
    screen.stop();
    expect(told).toEqual([]);
  });
});

it("makes another section where the other side has refused the first", () => {
  share("text", "video");
  const refused = sections()[0];
  if (refused !== undefined) Object.assign(refused, { currentDirection: "stopped", direction: "stopped", mid: null });
  screen.stop();
  share("text", "video");
  expect(sections().map(({ direction }) => direction)).toEqual(["stopped", "sendonly"]);
});

it("knows its sections from those of camera and microphone", () => {
  share("text", "video");
  expect(peer.transceivers.map((transceiver) => screen.has(transceiver.asTransceiver()))).toEqual([false, false, true]);
});
