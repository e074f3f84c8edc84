import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AnswerPreviewMessage, PreparedMessage } from "./messages.js";
import { FakeMediaStream } from "./testing/fake-media-stream.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { joined, Stage, useFakes } from "./testing/stage.js";

const prepared: PreparedMessage = { cmd: "prepared", iceServers: [], iceTransportPolicy: "all" };
const relay = "candidate:3 1 udp 41885439 198.51.100.2 50010 typ relay raddr 0.0.0.0 rport 0";
const host = "candidate:1 1 udp 2122260223 192.0.2.7 54321 typ host";

/** As much of a description as this is about. */
function write(user: string, ...candidates: string[]): string {
  const lines = [
    "v=0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 192.0.2.7",
    `a=ice-ufrag:${user}`,
    `a=fingerprint:sha-256 ${user}`,
  ];
  return [...lines, ...candidates.map((candidate) => `a=${candidate}`), ""].join("\r\n");
}

beforeEach(() => {
  useFakes();
  FakePeerConnection.knowProvisionalAnswers = true;
  FakePeerConnection.write = (user) => write(user, host, relay);
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = () => vi.advanceTimersByTimeAsync(0);
const states = () => FakePeerConnection.instances.map(({ connectionState }) => connectionState);
const sentTracks = (peer: FakePeerConnection) => peer.getSenders().map(({ track }) => track);

/** What goes to people who have come, and to those who have not. */
function said(stage: Stage): string[] {
  return (stage.socket.sent as { cmd: string; remoteUid?: string }[]).map(({ cmd, remoteUid }) => `${cmd} ${remoteUid ?? ""}`.trim());
}

describe("one who looks at their preview", () => {
  const preview = { type: "offer", sdp: write("bens"), candidates: [{ candidate: relay, sdpMLineIndex: 0 }], answerable: true };

  async function looking(msg: object = preview): Promise<Stage> {
    const stage = new Stage();
    const ready = stage.call.prepare();
    stage.socket.open();
    await pass();
    stage.socket.receive(prepared);
    stage.socket.receive({ cmd: "offer-preview", roomId: "quiet-harbour", uid: "ben", msg: JSON.stringify(msg) });
    await ready;
    await pass();
    return stage;
  }

  /** The two are connected, and nobody has clicked. */
  async function early(): Promise<Stage> {
    const stage = await looking();
    stage.peer.channels[0]?.open();
    stage.peer.receiveTrack("video");
    stage.peer.become("connected");
    return stage;
  }

  async function click(stage: Stage, media = FakeMediaStream.of("audio", "video")): Promise<FakeMediaStream> {
    void stage.call.join({ media: media.asStream() }).catch(() => undefined);
    await pass();
    return media;
  }

  async function enter(stage: Stage, how: { previewed?: boolean; uid?: string } = { previewed: true }): Promise<void> {
    stage.socket.receive({ ...joined });
    stage.socket.receive({
      cmd: "resp-join",
      remoteUid: how.uid ?? "ben",
      ...(how.previewed === undefined ? {} : { previewed: how.previewed }),
    });
    await pass();
  }

  it("answers, without an address of their own", async () => {
    const stage = await looking();
    expect(said(stage)).toEqual(["prepare", "answer-preview ben"]);
    const { msg } = stage.socket.sent.at(-1) as AnswerPreviewMessage;
    expect(msg).not.toContain("192.0.2.7");
    expect(JSON.parse(msg)).toMatchObject({ type: "answer", offer: "bens", candidates: [{ candidate: relay, sdpMLineIndex: 0 }] });
    expect([stage.peer.signalingState, stage.peer.addedCandidates]).toEqual(["stable", preview.candidates]);
  });

  it.each([
    ["that is not wanted", { ...preview, answerable: false }],
    ["that cannot reach them", { ...preview, candidates: [] }],
  ])("gives no answer %s", async (_, msg) => {
    expect(said(await looking(msg))).toEqual(["prepare"]);
  });

  it("gives no answer without a relay of their own", async () => {
    FakePeerConnection.write = (user) => write(user, host);
    expect(said(await looking())).toEqual(["prepare"]);
  });

  it("gives no answer in a browser that keeps the first path it finds", async () => {
    FakePeerConnection.knowProvisionalAnswers = false;
    expect(said(await looking())).toEqual(["prepare"]);
  });

  it("is connected, and nobody is told, and nothing is sent", async () => {
    const stage = await early();
    expect([stage.call.state, stage.told, stage.errors]).toEqual(["idle", [], []]);
    expect(sentTracks(stage.peer)).toEqual([null, null]);
    expect(stage.peer.channels[0]?.sent).toEqual([]);
  });

  it("has a call at once when they come", async () => {
    const stage = await early();
    const media = await click(stage);
    expect(said(stage).slice(2)).toEqual(["join", "keepalive", "answer ben", "candidate ben"]);
    expect(sentTracks(stage.peer)).toEqual([null, null]); // not before it is certain who is there
    await enter(stage);
    expect(stage.states).toEqual(["joining", "connecting", "connected"]);
    expect(stage.told).toEqual(["join ben", "stream 1"]);
    expect(sentTracks(stage.peer)).toEqual(media.tracks);
    expect(FakePeerConnection.instances).toHaveLength(1);
  });

  it("keeps it when the other offers something later", async () => {
    const stage = await early();
    await click(stage);
    await enter(stage);
    await stage.hear("candidate", { candidate: host, sdpMLineIndex: 0 });
    const more = { type: "offer", sdp: `${write("bens")}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n` };
    await stage.hear("offer", more);
    expect(FakePeerConnection.instances).toHaveLength(1);
    expect(stage.peer.remoteDescription).toEqual(more);
    expect(stage.letters.slice(-2)).toEqual(["answer ben", "candidate ben"]);
  });

  it("has one of another connection where the other offers that", async () => {
    const stage = await early();
    await click(stage);
    await enter(stage);
    await stage.hear("offer", { type: "offer", sdp: write("bens-second") });
    expect(states()).toEqual(["closed", "new"]);
    expect(stage.told.filter((told) => told.startsWith("join"))).toEqual(["join ben"]);
  });

  it("sends nothing to one who has another's name", async () => {
    const stage = await early();
    const first = stage.peer;
    const media = await click(stage);
    await enter(stage, {});
    expect(sentTracks(first)).toEqual([null, null]);
    await stage.hear("offer", { type: "offer", sdp: write("another-bens") });
    expect(first.connectionState).toBe("closed");
    expect(sentTracks(first)).toEqual([null, null]);
    expect(sentTracks(stage.peer)).toEqual(media.tracks);
  });

  it("sends to one whose offer was handed over, who had not taken the answer yet", async () => {
    const stage = await looking();
    const media = await click(stage);
    await enter(stage, {});
    await stage.hear("offer", { type: "offer", sdp: write("bens", host) });
    expect(sentTracks(stage.peer)).toEqual(media.tracks);
    expect(FakePeerConnection.instances).toHaveLength(1);
  });

  it.each([
    ["whose other side has gone", (peer: FakePeerConnection) => peer.channels[0]?.end()],
    [
      "that breaks",
      (peer: FakePeerConnection) => {
        peer.become("disconnected");
      },
    ],
    [
      "that cannot be made",
      (peer: FakePeerConnection) => {
        peer.become("failed");
      },
    ],
  ])("lets go of a connection %s, and prepares another", async (_, end) => {
    const stage = await early();
    end(stage.peer);
    await pass();
    expect(states()).toEqual(["closed", "new"]);
    expect([stage.call.state, stage.errors]).toEqual(["idle", []]);
    stage.call.leave();
    stage.expectReleased();
  });

  it("follows the other to their next offer, and not for ever", async () => {
    const stage = await looking();
    for (let time = 0; time < 12; time += 1) {
      const msg = JSON.stringify({ ...preview, sdp: write(`bens-${time}`) });
      stage.socket.receive({ cmd: "offer-preview", roomId: "quiet-harbour", uid: "ben", msg });
      stage.socket.receive({ cmd: "offer-preview", roomId: "quiet-harbour", uid: "ben", msg });
      await pass();
    }
    expect(FakePeerConnection.instances).toHaveLength(10);
    expect(states().filter((state) => state === "new")).toHaveLength(1);
    stage.call.leave();
    stage.expectReleased();
  });
});

describe("one who waits", () => {
  const answer = (user = "bens") => ({ type: "answer", sdp: write(user), candidates: [{ candidate: relay, sdpMLineIndex: 0 }] });
  const fragment = (stage: Stage) => /ice-ufrag:(\S+)/.exec(stage.peer.localDescription?.sdp ?? "")?.[1];

  async function waiting(): Promise<{ stage: Stage; media: FakeMediaStream }> {
    const media = FakeMediaStream.of("audio", "video");
    return { stage: await new Stage().waiting({ media: media.asStream() }), media };
  }

  async function answered(stage: Stage, msg: object = { ...answer(), offer: fragment(stage) }): Promise<void> {
    stage.socket.receive({ cmd: "answer-preview", roomId: "quiet-harbour", uid: "ben", remoteUid: "anna", msg: JSON.stringify(msg) });
    await pass();
  }

  /** Connected with Ben, who looks. */
  async function early(): Promise<{ stage: Stage; media: FakeMediaStream; peer: FakePeerConnection }> {
    const { stage, media } = await waiting();
    await answered(stage);
    stage.socket.echo();
    await pass();
    stage.peer.channels[0]?.open();
    stage.peer.receiveTrack("video");
    stage.peer.become("connected");
    return { stage, media, peer: stage.peer };
  }

  it("says that an answer is welcome", async () => {
    const { stage } = await waiting();
    const { msg } = stage.socket.sent.at(-1) as { msg: string };
    expect(JSON.parse(msg)).toMatchObject({ answerable: true, candidates: [{ candidate: relay }] });
    expect(msg).not.toContain("192.0.2.7");
  });

  it("takes the offer back before they take the answer", async () => {
    const { stage } = await waiting();
    await answered(stage);
    expect(said(stage).slice(-2)).toEqual(["offer", "keepalive"]);
    expect(stage.peer.signalingState).toBe("have-local-offer");
    stage.socket.echo();
    await pass();
    expect([stage.peer.signalingState, stage.peer.addedCandidates]).toEqual(["stable", answer().candidates]);
  });

  it("is connected, and nobody is told, and nothing is sent", async () => {
    const { stage, peer } = await early();
    expect([stage.call.state, stage.told, stage.errors]).toEqual(["waiting", [], []]);
    expect(sentTracks(peer)).toEqual([null, null]);
    expect(peer.channels[0]?.sent).toEqual([]);
  });

  it("has a call at once when they come, and tells them the addresses that they were not told before", async () => {
    const { stage, media, peer } = await early();
    const before = stage.letters.length;
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben", previewed: true });
    expect(stage.told).toEqual([]);
    await stage.hear("answer", { type: "answer", sdp: write("bens", host), offer: fragment(stage) });
    expect(stage.states).toEqual(["joining", "waiting", "connecting", "connected"]);
    expect(stage.told).toEqual(["join ben", "stream 1"]);
    expect(sentTracks(peer)).toEqual(media.tracks);
    expect(stage.letters.slice(before)).toEqual(["candidate ben", "candidate ben"]);
    expect(peer.addedCandidates.map(({ candidate }) => candidate)).toEqual([relay, host]);
    expect(FakePeerConnection.instances).toEqual([peer]);
  });

  it("sends nothing to one who is not the one who looked, whatever their name", async () => {
    const { stage, media, peer } = await early();
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben", previewed: true });
    await stage.hear("answer", { type: "answer", sdp: write("mallorys"), offer: fragment(stage) });
    expect([peer.connectionState, sentTracks(peer)]).toEqual(["closed", [null, null]]);
    expect(stage.letters.slice(-2)).toEqual(["offer ben", "candidate ben"]);
    expect(sentTracks(stage.peer)).toEqual(media.tracks);
    expect(stage.told).toEqual(["join ben"]);
  });

  it("makes another offer to one who has not looked", async () => {
    const { stage, media, peer } = await early();
    stage.socket.receive({ cmd: "new-peer", remoteUid: "carol" });
    await pass();
    expect([peer.connectionState, sentTracks(peer)]).toEqual(["closed", [null, null]]);
    expect(stage.letters.slice(-2)).toEqual(["offer carol", "candidate carol"]);
    expect(sentTracks(stage.peer)).toEqual(media.tracks);
    expect(stage.told).toEqual(["join carol"]);
  });

  it("tells of one who does not answer all the same, and of one who leaves before that not at all", async () => {
    const { stage } = await early();
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben", previewed: true });
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    await pass();
    expect(stage.told).toEqual([]);
    await answered(stage);
    stage.socket.echo();
    await pass();
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben", previewed: true });
    await vi.advanceTimersByTimeAsync(500);
    expect([stage.told, stage.call.state]).toEqual([["join ben"], "connecting"]);
  });

  it("keeps to the offer that was handed over before it could be taken back", async () => {
    const { stage, media } = await waiting();
    await answered(stage);
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben", offered: true, previewed: true });
    stage.socket.receive({ cmd: "error", code: "no-such-peer", message: "Too late." });
    stage.socket.echo();
    await stage.hear("answer", { type: "answer", sdp: write("bens", host), offer: fragment(stage) });
    expect(stage.peer.signalingState).toBe("stable");
    expect(sentTracks(stage.peer)).toEqual(media.tracks);
    expect([stage.told, stage.errors]).toEqual([["join ben"], []]);
    expect(FakePeerConnection.instances).toHaveLength(1);
  });

  it("parks another offer when the one who looked has gone", async () => {
    const { stage, peer } = await early();
    peer.channels[0]?.end();
    await pass();
    expect(states()).toEqual(["closed", "new"]);
    expect(said(stage).slice(-4)).toEqual(["offer", "candidate", "offer", "offer-preview"]);
    expect([stage.call.state, stage.errors]).toEqual(["waiting", []]);
    stage.call.leave();
    stage.expectReleased();
  });

  it("tires of those who look and go, until the next renewal", async () => {
    const { stage } = await waiting();
    for (let time = 0; time < 6; time += 1) {
      await answered(stage);
      stage.socket.echo();
      await pass();
      stage.peer.become("failed");
      await pass();
    }
    expect(FakePeerConnection.instances).toHaveLength(6);
    expect(stage.socket.sent.at(-1)).toMatchObject({ msg: expect.stringContaining('"answerable":false') as string });
  });

  it.each([
    ["no answer", { type: "offer", sdp: write("bens"), offer: "it" }],
    ["an answer to nothing", answer()],
    ["an answer to another offer", { ...answer(), offer: "another" }],
    ["nothing", null],
  ])("passes over %s", async (_, msg) => {
    const { stage } = await waiting();
    const before = said(stage);
    await answered(stage, msg as unknown as object);
    expect([said(stage), stage.errors, stage.call.state]).toEqual([before, [], "waiting"]);
  });

  it("parks anew where the browser refuses the answer, and the person is not bothered", async () => {
    const { stage } = await waiting();
    await answered(stage);
    stage.peer.failNext = new DOMException("What is this?", "OperationError");
    stage.socket.echo();
    await pass();
    expect(states()).toEqual(["closed", "new"]);
    expect([stage.call.state, stage.errors]).toEqual(["waiting", []]);
  });

  it("lets go of it with the call", async () => {
    const { stage, peer } = await early();
    stage.call.leave();
    expect(peer.connectionState).toBe("closed");
    stage.expectReleased();
  });
});
