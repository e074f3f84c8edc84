import { beforeEach, expect, it, vi } from "vitest";
import { Exchange } from "./exchange.js";
import { FakeDataChannel } from "./testing/fake-data-channel.js";
import { FakeMediaPeer } from "./testing/fake-media-peer.js";
import { FakeMediaStream } from "./testing/fake-media-stream.js";

const state = { v: 1, type: "state", microphone: "on", camera: "on", screen: null, quality: null };

let peer: FakeMediaPeer;
let channel: FakeDataChannel;
let exchange: Exchange;
let shown: number[];

beforeEach(() => {
  vi.stubGlobal("MediaStream", FakeMediaStream);
  peer = new FakeMediaPeer();
  channel = new FakeDataChannel("duet");
  exchange = new Exchange(peer.asPeer());
  exchange.useChannel(channel.asChannel());
  exchange.setState({ microphone: "on", camera: "on" });
  shown = [];
  exchange.addEventListener("remotescreen", ({ detail }) => shown.push(detail?.getTracks().length ?? 0));
  peer.addTransceiver("audio", { direction: "sendrecv" });
  peer.addTransceiver("video", { direction: "sendrecv" });
  peer.offer();
  peer.agree();
  channel.open();
});

it("tells where its screen is as soon as the browser has named the section", () => {
  exchange.share({ stream: FakeMediaStream.of("video").asStream(), content: "text" });
  peer.offer();
  peer.agree();
  exchange.stopSharing();
  expect(channel.sent).toEqual([state, { ...state, screen: {} }, { ...state, screen: { video: "2" } }, state]);
});

it("shows the other's screen, and knows its sections from the camera's", () => {
  channel.receive({ ...state, screen: { video: "7" } });
  peer.takeOffer({ "0": "audio", "1": "video", "7": "video" });
  expect([shown, exchange.peerState?.screen]).toEqual([[1], true]);
  expect(peer.transceivers.map((transceiver) => exchange.isScreen(transceiver.asTransceiver()))).toEqual([false, false, true]);
  channel.receive(state);
  expect([shown, exchange.remoteScreen]).toEqual([[1, 0], null]);
});

it("says and hears nothing after its end", () => {
  exchange.close();
  exchange.setState({ microphone: "off", camera: "off" });
  channel.receive(state);
  expect([channel.sent, exchange.peerState]).toEqual([[state], null]);
});

it("knows no statistics where the browser has none", async () => {
  peer.getStats = () => Promise.reject(new DOMException("Closed.", "InvalidStateError"));
  expect(await exchange.readStatistics(null)).toBeNull();
});
