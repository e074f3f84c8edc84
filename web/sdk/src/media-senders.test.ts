import { beforeEach, describe, expect, it, vi } from "vitest";
import { MediaSenders } from "./media-senders.js";
import { FakeMediaStream } from "./testing/fake-media-stream.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { settle } from "./testing/settle.js";

beforeEach(() => {
  vi.stubGlobal("MediaStream", FakeMediaStream);
});

function open(): { peer: FakePeerConnection; senders: MediaSenders; errors: unknown[] } {
  const peer = new FakePeerConnection();
  const errors: unknown[] = [];
  return { peer, senders: new MediaSenders(peer.asPeer(), (error) => errors.push(error)), errors };
}

const sent = (peer: FakePeerConnection) => peer.getSenders().map(({ track }) => track);

describe("an offer", () => {
  it("has a place for each kind, as one stream, with whatever is there", () => {
    const { peer, senders } = open();
    const media = FakeMediaStream.of("audio");
    senders.setMedia(media.asStream());
    expect(peer.transceivers).toEqual([]);
    senders.offer();
    expect(peer.transceivers.map(({ direction }) => direction)).toEqual(["sendrecv", "sendrecv"]);
    expect(sent(peer)).toEqual([media.tracks[0], null]);
    const [audio, video] = peer.getSenders();
    expect(audio?.streams).toHaveLength(1);
    expect(audio?.streams).toEqual(video?.streams);
  });

  it.each([
    ["a camera", ["audio", "video"], 6], // of 1080 lines
    ["no camera yet", ["audio"], 4],
  ])("with %s has small pictures first", (_, kinds, scale) => {
    const { peer, senders } = open();
    senders.setMedia(FakeMediaStream.of(...kinds).asStream());
    senders.offer();
    expect(peer.transceivers.map(({ sendEncodings }) => sendEncodings)).toEqual([undefined, [{ scaleResolutionDownBy: scale }]]);
  });
});

describe("an answer", () => {
  it("takes the places of the offer, as one stream", async () => {
    const { peer, senders } = open();
    const media = FakeMediaStream.of("audio", "video");
    senders.setMedia(media.asStream());
    await peer.setRemoteDescription({ type: "offer", sdp: "theirs" });
    senders.adopt();
    expect(peer.transceivers.map(({ direction }) => direction)).toEqual(["sendrecv", "sendrecv"]);
    expect(sent(peer)).toEqual(media.tracks);
    expect(new Set(peer.getSenders().flatMap(({ streams }) => streams)).size).toBe(1);
  });

  it("to an offer that lacks a kind asks for it only once there is something to send", async () => {
    const { peer, senders } = open();
    peer.offeredKinds = ["audio"];
    await peer.setRemoteDescription({ type: "offer", sdp: "theirs" });
    senders.adopt();
    expect(peer.transceivers).toHaveLength(1);
    const media = FakeMediaStream.of("video");
    senders.setMedia(media.asStream());
    expect(sent(peer)).toEqual([null, media.tracks[0]]);
  });

  it("to a later offer leaves what the other adds to them", () => {
    const { peer, senders } = open();
    senders.offer();
    peer.addTransceiver("video", { direction: "recvonly" }); // their screen
    senders.adopt();
    senders.setMedia(FakeMediaStream.of("audio", "video").asStream());
    expect(sent(peer).map((track) => track?.kind)).toEqual(["audio", "video", undefined]);
    expect(peer.transceivers[2]?.direction).toBe("recvonly");
  });
});

describe("tracks", () => {
  it("are exchanged one by one, and those that are gone are sent no more", () => {
    const { peer, senders } = open();
    senders.offer();
    const [first, second] = [FakeMediaStream.of("audio", "video"), FakeMediaStream.of("video")];
    senders.setMedia(first.asStream());
    senders.setMedia(new FakeMediaStream([...first.getAudioTracks(), ...second.tracks]).asStream());
    expect(sent(peer)).toEqual([first.tracks[0], second.tracks[0]]);
    senders.setMedia(undefined);
    expect(sent(peer)).toEqual([null, null]);
    expect(peer.transceivers).toHaveLength(2);
  });

  it("that the browser refuses are told", async () => {
    const { peer, senders, errors } = open();
    senders.offer();
    const refusal = new DOMException("No.", "InvalidModificationError");
    for (const sender of peer.getSenders()) sender.failNext = refusal;
    senders.setMedia(FakeMediaStream.of("audio").asStream());
    await settle();
    expect(errors).toEqual([refusal]);
  });
});
