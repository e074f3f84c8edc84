import { expect, it } from "vitest";
import { withOpusParameters } from "./opus-parameters.js";

const chromium = [
  "v=0",
  "a=group:BUNDLE 0 1",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9",
  "a=rtpmap:111 opus/48000/2",
  "a=rtcp-fb:111 transport-cc",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:63 red/48000/2",
  "a=fmtp:63 111/111",
  "m=video 9 UDP/TLS/RTP/SAVPF 96",
  "a=rtpmap:96 VP8/90000",
  "a=fmtp:96 max-fs=12288",
  "",
].join("\r\n");

it("adds what is missing to Opus, and changes nothing else", () => {
  expect(withOpusParameters(chromium)).toBe(chromium.replace("minptime=10;useinbandfec=1", "minptime=10;useinbandfec=1;usedtx=1"));
});

it("keeps what a browser says besides", () => {
  const firefox = "m=audio 9 X 109\r\na=rtpmap:109 opus/48000/2\r\na=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1\r\n";
  expect(withOpusParameters(firefox)).toContain("a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1;usedtx=1\r\n");
});

it("makes the line where there is none, right after its format", () => {
  expect(withOpusParameters("m=audio 9 X 109\r\na=rtpmap:109 opus/48000/2\r\na=mid:0\r\n")).toBe(
    "m=audio 9 X 109\r\na=rtpmap:109 opus/48000/2\r\na=fmtp:109 useinbandfec=1;usedtx=1\r\na=mid:0\r\n",
  );
});

it("overrules what says the opposite", () => {
  const silent = "m=audio 9 X 96\r\na=rtpmap:96 OPUS/48000/2\r\na=fmtp:96 usedtx=0; useinbandfec=0; cbr=1\r\n";
  expect(withOpusParameters(silent)).toContain("a=fmtp:96 cbr=1;useinbandfec=1;usedtx=1\r\n");
});

it("edits each section by its own payload types", () => {
  const two = "m=audio 9 X 96\r\na=rtpmap:96 opus/48000/2\r\nm=audio 9 X 97 96\r\na=rtpmap:97 opus/48000/2\r\na=fmtp:96 other=1\r\n";
  expect(withOpusParameters(two).match(/^a=fmtp:\S+ .*$/gm)).toEqual([
    "a=fmtp:96 useinbandfec=1;usedtx=1",
    "a=fmtp:97 useinbandfec=1;usedtx=1",
    "a=fmtp:96 other=1",
  ]);
});

it("is the same a second time", () => {
  expect(withOpusParameters(withOpusParameters(chromium))).toBe(withOpusParameters(chromium));
});

it.each(["", "v=0\r\n", "m=video 9 X 96\r\na=rtpmap:96 opus/48000/2\r\n", "m=audio 9 X 0\r\na=rtpmap:0 PCMU/8000\r\n"])(
  "leaves %j as it is",
  (sdp) => {
    expect(withOpusParameters(sdp)).toBe(sdp);
  },
);
