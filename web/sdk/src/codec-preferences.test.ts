import { beforeEach, describe, expect, it, vi } from "vitest";
import { CodecPreferences, describedCodecs, orderCodecs, type MediaKind } from "./codec-preferences.js";
import { FakeMediaPeer } from "./testing/fake-media-peer.js";

const codecs = (...types: string[]) => types.map((mimeType) => ({ mimeType, clockRate: 90_000 }));
const video = codecs("video/VP8", "video/rtx", "video/VP9", "video/H264", "video/AV1", "video/red", "video/ulpfec");
const audio = codecs("audio/opus", "audio/red", "audio/G722", "audio/PCMU", "audio/CN");

/** On a device with silicon for these. */
const order = (kind: MediaKind, efficient: string[], offered: string[] = []) =>
  orderCodecs(kind, kind === "audio" ? audio : video, (type) => efficient.includes(type), offered).map(({ mimeType }) =>
    mimeType.replace(/^.*\//, ""),
  );

describe("video", () => {
  it("is what is cheap to compute, without silicon", () => {
    expect(order("video", [])).toEqual(["VP8", "H264", "VP9", "AV1", "rtx", "red", "ulpfec"]);
  });

  it("is what needs the fewest bits, among what there is silicon for", () => {
    expect(order("video", ["video/h264", "video/av1"])).toEqual(["AV1", "H264", "VP8", "VP9", "rtx", "red", "ulpfec"]);
  });

  it("does without what a browser lacks", () => {
    const left = orderCodecs("video", codecs("video/VP9", "video/VP8"), () => false);
    expect(left.map(({ mimeType }) => mimeType)).toEqual(["video/VP8", "video/VP9"]);
  });

  it("keeps each profile of a codec, in the browser's order", () => {
    const profiles = ["1", "2"].map((profile) => ({ mimeType: "video/VP8", profile }));
    expect(orderCodecs("video", [{ mimeType: "video/VP9", profile: "0" }, ...profiles], () => false).map(({ profile }) => profile)).toEqual(
      ["1", "2", "0"],
    );
  });
});

describe("an answer", () => {
  it("begins with what both sides do well", () => {
    expect(order("video", [], ["video/h264", "video/vp8", "video/vp9"])).toEqual(["VP8", "H264", "VP9", "rtx", "AV1", "red", "ulpfec"]);
    expect(order("video", ["video/av1", "video/vp9"], ["video/vp9", "video/h264", "video/vp8", "video/av1"]).slice(0, 2)).toEqual([
      "VP9",
      "VP8",
    ]);
  });

  it("is this side's order where all is the same to the other's", () => {
    expect(order("video", ["video/h264"], ["video/vp8", "video/h264"]).slice(0, 2)).toEqual(["H264", "VP8"]);
  });

  it("has RED before Opus only where it was offered", () => {
    expect(order("audio", [], ["audio/opus", "audio/red", "audio/g722"]).slice(0, 2)).toEqual(["red", "opus"]);
    expect(order("audio", [], ["audio/opus", "audio/g722"]).slice(0, 2)).toEqual(["opus", "red"]);
  });
});

it("offers Opus in RED, then Opus, then the rest", () => {
  expect(order("audio", [])).toEqual(["red", "opus", "G722", "PCMU", "CN"]);
});

it("reads the codecs of a section, in its order, each once", () => {
  const section = [
    "m=video 9 UDP/TLS/RTP/SAVPF 102 96 97 108",
    "a=rtpmap:96 VP8/90000",
    "a=rtpmap:97 rtx/90000",
    "a=rtpmap:102 H264/90000",
    "a=rtpmap:108 H264/90000",
    "",
  ].join("\r\n");
  expect(describedCodecs("video", section)).toEqual(["video/h264", "video/vp8", "video/rtx"]);
  expect(describedCodecs("video", "")).toEqual([]);
});

describe("a connection", () => {
  let peer: FakeMediaPeer;
  let preferences: CodecPreferences;

  beforeEach(() => {
    vi.stubGlobal("RTCRtpReceiver", { getCapabilities: (kind: string) => ({ codecs: kind === "audio" ? audio : video }) });
    peer = new FakeMediaPeer();
    preferences = new CodecPreferences(peer.asPeer(), () => false);
  });

  const preferred = () => peer.transceivers.map((transceiver) => transceiver.preferences.slice(0, 2));

  it("offers this side's order", () => {
    peer.addTransceiver("audio", { direction: "sendrecv" });
    peer.addTransceiver("video", { direction: "sendrecv" });
    peer.dispatchEvent(new Event("negotiationneeded"));
    expect(preferred()).toEqual([
      ["audio/red", "audio/opus"],
      ["video/VP8", "video/H264"],
    ]);
  });

  it("answers with the order that suits both", () => {
    const sdp = "v=0\r\nm=video 9 X 1 2\r\na=mid:7\r\na=rtpmap:1 VP9/90000\r\na=rtpmap:2 AV1/90000\r\n";
    peer.takeOffer({ "7": "video" }, sdp);
    expect(preferred()).toEqual([["video/VP9", "video/AV1"]]);
  });

  it("keeps to an order once it is made: a codec does not change in the middle of a call", () => {
    peer.addTransceiver("video", { direction: "sendrecv" });
    preferences.beforeOffer();
    preferences.beforeOffer();
    expect(peer.transceivers[0]?.preferences).toHaveLength(video.length);
  });

  it("is left as it is by a browser that knows no preferences", () => {
    const transceiver = peer.addTransceiver("video", { direction: "sendrecv" });
    transceiver.setCodecPreferences = () => {
      throw new DOMException("no", "InvalidModificationError");
    };
    expect(() => {
      preferences.beforeOffer();
    }).not.toThrow();
  });
});
