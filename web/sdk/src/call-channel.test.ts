import { beforeEach, describe, expect, it } from "vitest";
import { CallChannel } from "./call-channel.js";
import type { StateMessage } from "./channel-message.js";
import { FakeMediaPeer } from "./testing/fake-media-peer.js";

const muted: StateMessage = { type: "state", microphone: "off", camera: "on", screen: null, quality: null };
const heard: StateMessage = { ...muted, microphone: "on" };

let peer: FakeMediaPeer;
let channel: CallChannel;
let told: StateMessage[];
let errors: string[];

beforeEach(() => {
  peer = new FakeMediaPeer();
  channel = new CallChannel(peer.asPeer());
  told = [];
  errors = [];
  channel.addEventListener("state", ({ detail }) => told.push(detail));
  channel.addEventListener("error", ({ detail }) => errors.push(detail.code));
});

const wire = (message: StateMessage) => ({ v: 1, ...message });

describe("making it", () => {
  it("is agreed on beforehand", () => {
    channel.open();
    expect(peer.channels).toMatchObject([{ label: "duet", settings: { negotiated: true, id: 0, ordered: true } }]);
  });

  it("is done once", () => {
    channel.open();
    channel.open();
    peer.takeOffer({}, "v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n");
    expect(peer.channels).toHaveLength(1);
  });

  it("is done by who answers, where the offer has room for it", () => {
    peer.takeOffer({}, "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n");
    expect(peer.channels).toHaveLength(1);
  });

  it("is left out where the offer has none: one more offer could begin a plain client's call anew", () => {
    peer.takeOffer({}, "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
    channel.tell(heard);
    expect(peer.channels).toHaveLength(0);
  });
});

describe("telling", () => {
  beforeEach(() => {
    channel.open();
  });

  it("waits until the channel is open, and then tells the last state only", () => {
    channel.tell(muted);
    channel.tell(heard);
    expect(peer.channel.sent).toEqual([]);
    peer.channel.open();
    expect(peer.channel.sent).toEqual([wire(heard)]);
  });

  it("tells each change, and nothing twice", () => {
    peer.channel.open();
    for (const state of [muted, muted, heard, muted]) channel.tell(state);
    expect(peer.channel.sent).toEqual([muted, heard, muted].map(wire));
  });

  it("tells only the last state once a network that stands still goes on", () => {
    peer.channel.open();
    peer.channel.bufferedAmount = 100_000;
    for (const state of [muted, heard, muted]) channel.tell(state);
    expect(peer.channel.sent).toEqual([]);
    peer.channel.drain();
    expect(peer.channel.sent).toEqual([wire(muted)]);
  });

  it("does nothing on a channel that has closed", () => {
    peer.channel.open();
    peer.channel.close();
    channel.tell(muted);
    expect(peer.channel.sent).toEqual([]);
  });
});

describe("hearing", () => {
  beforeEach(() => {
    channel.open();
    peer.channel.open();
  });

  it("passes on the other's state", () => {
    peer.channel.receive(wire(heard));
    expect(told).toEqual([heard]);
  });

  it("ignores what a later version may say", () => {
    peer.channel.receive({ v: 2, type: "state" });
    peer.channel.receive({ v: 1, type: "chat", text: "hello" });
    expect([told, errors, channel.malformed]).toEqual([[], [], 0]);
  });

  it("counts what cannot be read, tells of the first ten, and goes on", () => {
    for (let message = 0; message < 25; message += 1) peer.channel.receiveData("{");
    peer.channel.receive(wire(heard));
    expect([told, errors, channel.malformed]).toEqual([[heard], Array.from({ length: 10 }, () => "bad-message"), 25]);
  });

  it("is over when it is closed", () => {
    channel.close();
    peer.channel.receive(wire(heard));
    expect([told, peer.channel.readyState]).toEqual([[], "closed"]);
  });
});
