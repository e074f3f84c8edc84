import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chromiumCall } from "./testing/fake-stats.js";
import type { FakeDataChannel } from "./testing/fake-data-channel.js";
import { FakeMediaStream, type FakeTrack } from "./testing/fake-media-stream.js";
import { Stage, useFakes } from "./testing/stage.js";

const heard = { v: 1, type: "state", microphone: "on", camera: "off", screen: null, quality: null };

const isLetter = (message: unknown) => (message as { type: unknown }).type === "letter";

let stage: Stage;
let told: string[];

beforeEach(() => {
  useFakes();
  stage = new Stage();
  told = [];
  stage.call.addEventListener("peerstate", ({ detail }) => told.push(`state ${detail?.microphone ?? "none"}`));
  stage.call.addEventListener("qualitychange", ({ detail }) => told.push(`quality ${detail?.level ?? "none"}`));
  stage.call.addEventListener("screenend", () => told.push("screenend"));
});

afterEach(() => {
  stage.call.leave();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** Connected, and the channel is open. */
async function talking(): Promise<FakeDataChannel> {
  await stage.connected("new-peer", { media: FakeMediaStream.of("audio").asStream() });
  const channel = stage.peer.channels.at(-1);
  if (channel === undefined) throw new Error("No channel was made.");
  channel.open();
  return channel;
}

describe("what is said", () => {
  it("is what there is to hear and see, at first", async () => {
    const channel = await talking();
    expect(channel.sentOf("state")).toEqual([{ ...heard, camera: "none" }]);
  });

  it("is what the page says, from then on", async () => {
    const channel = await talking();
    stage.call.setState({ microphone: "off", camera: "on", name: "Anna" });
    stage.call.setMedia(null);
    expect(channel.sentOf("state").slice(1)).toEqual([{ ...heard, microphone: "off", camera: "on", name: "Anna" }]);
  });

  it("is said to the next one too", async () => {
    stage.call.setState({ microphone: "off", camera: "on" });
    await talking();
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    stage.socket.receive({ cmd: "new-peer", remoteUid: "carla" });
    await vi.advanceTimersByTimeAsync(0);
    stage.peer.become("connected");
    const channel = stage.peer.channels.at(-1);
    channel?.open();
    expect(channel?.sentOf("state")).toEqual([{ ...heard, microphone: "off", camera: "on" }]);
  });
});

describe("what the other says", () => {
  it("is told, once for each change", async () => {
    const channel = await talking();
    channel.receive(heard);
    channel.receive(heard);
    channel.receive({ ...heard, microphone: "off" });
    expect(told).toEqual(["state on", "state off"]);
    expect(stage.call.peerState).toEqual({ microphone: "off", camera: "off", screen: false, quality: null });
  });

  it("is gone when they have left", async () => {
    const channel = await talking();
    channel.receive(heard);
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    expect([told.at(-1), stage.call.peerState]).toEqual(["state none", null]);
  });

  it("ends no call, whatever it is", async () => {
    const channel = await talking();
    channel.receiveData("{");
    expect([stage.errors, stage.call.state]).toEqual([["bad-message"], "connected"]);
  });
});

describe("what the two write", () => {
  const reading = { ...heard, chat: true };

  beforeEach(() => {
    stage.call.addEventListener("chat", ({ detail }) => told.push(`${detail.own ? "own" : "their"} ${detail.text} ${detail.delivery}`));
  });

  it("can be written to one whose page shows it, and to nobody else", async () => {
    const channel = await talking();
    expect(stage.call.canChat).toBe(false);
    channel.receive(heard);
    expect(() => stage.call.sendChat("hello")).toThrow(expect.objectContaining({ code: "chat-refused" }));
    channel.receive(reading);
    expect(stage.call.canChat).toBe(true);
    stage.call.sendChat("hello");
    const { from, number } = channel.sentOf("chat").at(-1) as { from: string; number: number };
    channel.receive({ v: 1, type: "chat-receipt", from, number });
    expect(told.slice(1)).toEqual(["state on", "own hello sending", "own hello delivered"]);
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    expect(stage.call.canChat).toBe(false);
  });

  /** Ben has left with a message on the way to him, and somebody is connected. */
  async function afterBen(uid: string): Promise<FakeDataChannel | undefined> {
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    expect(told).not.toContain("own hello lost");
    stage.socket.receive({ cmd: "new-peer", remoteUid: uid });
    await vi.advanceTimersByTimeAsync(0);
    stage.peer.become("connected");
    const channel = stage.peer.channels.at(-1);
    channel?.open();
    channel?.receive(reading);
    return channel;
  }

  it("comes to a page that was loaded anew", async () => {
    (await talking()).receive(reading);
    stage.call.sendChat("hello");
    const channel = await afterBen("ben");
    expect(channel?.sentOf("chat")).toMatchObject([{ text: "hello" }]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).not.toContain("own hello lost");
  });

  it("comes after what is said about this side, where they are heard before the connection says that it is one", async () => {
    (await talking()).receive(reading);
    stage.call.sendChat("hello");
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(0);
    const channel = stage.peer.channels.at(-1);
    channel?.open();
    channel?.receive(reading);
    stage.peer.become("connected");
    expect(channel?.sent.filter((message) => !isLetter(message))).toMatchObject([{ type: "state" }, { type: "chat", text: "hello" }]);
  });

  it("is confirmed whoever wrote it, though nothing is known of them", async () => {
    const channel = await talking();
    channel.receive({ v: 1, type: "chat", from: "page", number: 1, text: "hello" });
    expect(channel.sentOf("chat-receipt")).toEqual([{ v: 1, type: "chat-receipt", from: "page", number: 1 }]);
    expect(told).toEqual(["their hello delivered"]);
  });

  it("is lost where somebody else comes, and not for them", async () => {
    (await talking()).receive(reading);
    stage.call.sendChat("hello");
    const channel = await afterBen("carla");
    expect(channel?.sentOf("chat")).toEqual([]);
    expect(told).toContain("own hello lost");
  });

  it("is lost with one who does not come again", async () => {
    (await talking()).receive(reading);
    stage.call.sendChat("hello");
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(told).not.toContain("own hello lost");
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toContain("own hello lost");
  });

  it("is lost with the call", async () => {
    (await talking()).receive(reading);
    stage.call.sendChat("hello");
    stage.call.leave();
    expect(told).toContain("own hello lost");
  });
});

describe("a screen", () => {
  const videoOf = ({ tracks }: FakeMediaStream): FakeTrack => {
    const track = tracks[0];
    if (track === undefined) throw new Error("No picture.");
    return track;
  };

  it("is shared with whoever is connected", async () => {
    const screen = FakeMediaStream.of("video");
    stage.call.shareScreen(screen.asStream(), "text");
    expect(stage.call.sharing).toBe(true);
    const channel = await talking();
    expect(channel.sentOf("state")).toMatchObject([{ screen: {} }]);
    expect(stage.peer.transceivers.at(-1)).toMatchObject({ direction: "sendonly", sender: { track: screen.tracks[0] } });
  });

  it("is stopped by the page", async () => {
    const channel = await talking();
    const screen = FakeMediaStream.of("video");
    stage.call.shareScreen(screen.asStream(), "text");
    stage.call.stopSharing();
    expect(channel.sentOf("state").at(-1)).toMatchObject({ screen: null });
    expect([stage.call.sharing, videoOf(screen).readyState, told]).toEqual([false, "ended", []]);
  });

  it("is stopped in the browser's own bar, which is told", async () => {
    await talking();
    const screen = FakeMediaStream.of("video");
    stage.call.shareScreen(screen.asStream(), "text");
    videoOf(screen).dispatchEvent(new Event("ended"));
    expect([stage.call.sharing, told]).toEqual([false, ["screenend"]]);
  });

  it("gives way to another, whose end is the only one that counts from then on", async () => {
    await talking();
    const [former, screen] = [FakeMediaStream.of("video"), FakeMediaStream.of("video")];
    stage.call.shareScreen(former.asStream(), "text");
    stage.call.shareScreen(screen.asStream(), "motion");
    expect(videoOf(former).readyState).toBe("ended");
    videoOf(former).dispatchEvent(new Event("ended"));
    expect([stage.call.sharing, told]).toEqual([true, []]);
  });

  it("ends with the call, and does not begin after it", async () => {
    await talking();
    const [screen, late] = [FakeMediaStream.of("video"), FakeMediaStream.of("video")];
    stage.call.shareScreen(screen.asStream(), "text");
    stage.call.leave();
    stage.call.shareScreen(late.asStream(), "text");
    expect([videoOf(screen).readyState, videoOf(late).readyState, stage.call.sharing]).toEqual(["ended", "ended", false]);
  });
});

describe("how it goes", () => {
  async function pass(seconds: number): Promise<void> {
    for (let second = 10; second <= 10 + seconds; second += 2) {
      stage.peer.stats = chromiumCall({ second });
      await vi.advanceTimersByTimeAsync(2_000);
    }
  }

  it("is looked after while somebody is connected, and the other is told", async () => {
    const channel = await talking();
    await pass(6);
    expect([told, stage.call.quality]).toEqual([["quality 4"], { level: 4, reason: null }]);
    expect(channel.sentOf("state").at(-1)).toMatchObject({ quality: 4 });
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    expect([told.at(-1), stage.call.quality]).toEqual(["quality none", null]);
  });

  it("is read for a panel, from one time to the next", async () => {
    await talking();
    stage.peer.stats = chromiumCall({ second: 10 });
    const first = await stage.call.readStatistics();
    stage.peer.stats = chromiumCall({ second: 11 });
    const second = await stage.call.readStatistics();
    expect([first?.sent.bitsPerSecond, second?.sent.bitsPerSecond]).toEqual([null, 2_000_000]);
  });

  it("is not known while nobody is there", async () => {
    await stage.waiting();
    expect(await stage.call.readStatistics()).toBeNull();
  });
});
