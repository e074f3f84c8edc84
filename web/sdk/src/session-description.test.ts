import { describe, expect, it } from "vitest";
import {
  candidatesOf,
  iceUfragOf,
  leavesDtlsToThem,
  leavingDtlsToThem,
  relayCandidatesOf,
  restartInterrupts,
  withoutAddresses,
  withoutStrayFormats,
} from "./session-description.js";

const sdp = [
  "v=0",
  "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0 1",
  "m=audio 50010 UDP/TLS/RTP/SAVPF 111",
  "c=IN IP4 203.0.113.7",
  "a=rtcp:9 IN IP4 0.0.0.0",
  "a=candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0",
  "a=candidate:2 1 udp 1686052607 203.0.113.7 50000 typ srflx raddr 192.168.1.7 rport 50000 generation 0",
  "a=candidate:3 1 udp 41885439 198.51.100.2 50010 typ relay raddr 203.0.113.7 rport 50000 generation 0",
  "a=end-of-candidates",
  "a=ice-ufrag:EsAw",
  "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1",
  "a=setup:actpass",
  "a=rtcp-mux",
  "a=rtcp-fb:111 transport-cc",
  "m=video 0 UDP/TLS/RTP/SAVPF 96",
  "c=IN IP6 2001:db8::7",
  "a=ice-ufrag:EsAw",
  "",
].join("\r\n");

describe("an offer without addresses", () => {
  it("names no address of its maker's, in no line", () => {
    expect(withoutAddresses(sdp)).not.toMatch(/192\.168|203\.0\.113|198\.51\.100|2001:db8|typ /);
  });

  it("is the same in everything else", () => {
    const kept = sdp
      .split("\r\n")
      .filter((line) => !/^(a=candidate|a=end-of|a=rtcp:|c=|m=)/.test(line))
      .join("\r\n");
    expect(
      withoutAddresses(sdp)
        .split("\r\n")
        .filter((line) => !/^(c=|m=)/.test(line))
        .join("\r\n"),
    ).toBe(kept);
    expect(withoutAddresses(sdp).match(/^[cm]=.*$/gm)).toEqual([
      "m=audio 9 UDP/TLS/RTP/SAVPF 111",
      "c=IN IP4 0.0.0.0",
      "m=video 0 UDP/TLS/RTP/SAVPF 96",
      "c=IN IP4 0.0.0.0",
    ]);
  });
});

describe("its candidates", () => {
  it("are found with the section that they stand in", () => {
    expect(candidatesOf(sdp).map(({ sdpMLineIndex }) => sdpMLineIndex)).toEqual([0, 0, 0]);
    expect(candidatesOf(sdp)[0]?.candidate).toBe("candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0");
    expect(candidatesOf("v=0\r\n")).toEqual([]);
  });

  it("that are relays do not say who uses them", () => {
    expect(relayCandidatesOf(sdp)).toEqual([
      {
        candidate: "candidate:3 1 udp 41885439 198.51.100.2 50010 typ relay raddr 0.0.0.0 rport 0 generation 0",
        sdpMLineIndex: 0,
      },
    ]);
  });
});

it("is known by its ICE user name fragment", () => {
  expect(iceUfragOf(sdp)).toBe("EsAw");
  expect(iceUfragOf("v=0\r\n")).toBeUndefined();
});

it("leaves DTLS to its maker where that is open", () => {
  expect(leavingDtlsToThem({ type: "offer", sdp }).sdp).toContain("a=setup:active\r\n");
});

describe("who begins with DTLS", () => {
  const description = (type: RTCSdpType, setup: string) => ({ type, sdp: `m=audio 9\r\na=setup:${setup}\r\n` }) as RTCSessionDescription;

  it.each([
    ["this side, which answered so", description("answer", "active"), description("offer", "actpass"), false],
    ["the other, to which this side's answer left it", description("answer", "passive"), description("offer", "actpass"), true],
    ["this side, to which the other's answer left it", description("offer", "actpass"), description("answer", "passive"), false],
    ["the other, which answered so", description("offer", "actpass"), description("answer", "active"), true],
    ["open, before they have agreed", null, null, false],
  ])("is %s", (_, local, remote, isTheirs) => {
    expect(leavesDtlsToThem(local, remote)).toBe(isTheirs);
  });
});

it("says nothing of payload types that a section does not list", () => {
  const section = (types: string) => `m=video 9 UDP/TLS/RTP/SAVPF ${types}\r\n`;
  const lines = (type: number) => `a=rtpmap:${type} VP8/90000\r\na=fmtp:${type} max-fs=12288\r\na=rtcp-fb:${type} nack pli\r\n`;
  const ours = `v=0\r\n${section("120")}${lines(96)}${lines(120)}a=rtcp-fb:* nack\r\n${section("96")}${lines(96)}`;
  expect(withoutStrayFormats(ours)).toBe(`v=0\r\n${section("120")}${lines(120)}a=rtcp-fb:* nack\r\n${section("96")}${lines(96)}`);
});

describe("a restart of ICE", () => {
  const chromium: RTCSessionDescriptionInit = { type: "offer", sdp: "v=0\r\no=- 7911706832302047205 2 IN IP4 127.0.0.1\r\n" };
  const firefox: RTCSessionDescriptionInit = { type: "answer", sdp: "v=0\r\no=mozilla...THIS_IS_SDPARTA-99.0 2541 0 IN IP4 0.0.0.0\r\n" };

  it.each([
    ["interrupts where this is a Firefox", firefox, chromium, true],
    ["interrupts where the other is one", chromium, firefox, true],
    ["interrupts nothing between others", chromium, chromium, false],
    ["interrupts nothing where nothing is described", null, { type: "offer" } as const, false],
  ])("%s", (_, ours, theirs, interrupts) => {
    expect(restartInterrupts(ours, theirs)).toBe(interrupts);
  });
});
