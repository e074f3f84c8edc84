import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PreparedMessage } from "./messages.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { joined, Stage, useFakes } from "./testing/stage.js";

const prepared: PreparedMessage = { cmd: "prepared", iceServers: [], iceTransportPolicy: "all" };
const sdp = "a=ice-ufrag:first";
const offer = { type: "offer", sdp };
const relay = { candidate: "candidate:3 1 udp 41885439 198.51.100.2 50010 typ relay", sdpMLineIndex: 0, usernameFragment: sdp };

beforeEach(useFakes);

afterEach(() => {
  vi.useRealTimers();
});

/** Ben waits in the room, and Anna looks at her preview. */
async function rehearsed(msg: unknown = { ...offer, candidates: [relay] }): Promise<Stage> {
  const stage = new Stage();
  const ready = stage.call.prepare();
  stage.socket.open();
  await vi.advanceTimersByTimeAsync(0);
  stage.socket.receive(prepared);
  stage.socket.receive({ cmd: "offer-preview", roomId: "quiet-harbour", uid: "ben", msg: JSON.stringify(msg) });
  await ready;
  await vi.advanceTimersByTimeAsync(0);
  return stage;
}

/** Anna has clicked. */
async function clicked(stage: Stage): Promise<Promise<unknown>> {
  const result = stage.call.join({ media: null }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(0);
  return result;
}

async function met(uid = "ben", stage?: Stage): Promise<Stage> {
  const scene = stage ?? (await rehearsed());
  void clicked(scene);
  await vi.advanceTimersByTimeAsync(0);
  scene.socket.receive({ ...joined });
  scene.socket.receive({ cmd: "resp-join", remoteUid: uid });
  await vi.advanceTimersByTimeAsync(0);
  return scene;
}

const states = () => FakePeerConnection.instances.map(({ connectionState }) => connectionState);

describe("while somebody looks at their preview", () => {
  it("the offer of whoever waits is taken, and nothing goes to anybody", async () => {
    const stage = await rehearsed();
    expect(stage.peer.remoteDescription).toMatchObject(offer);
    expect(stage.peer.addedCandidates).toEqual([]);
    expect(stage.socket.words).toEqual(["prepare"]);
    expect([stage.call.state, stage.told]).toEqual(["idle", []]);
    stage.call.leave();
    stage.expectReleased();
  });

  it("what is no offer changes nothing", async () => {
    for (const msg of [{ type: "answer", sdp }, null, "offer"]) {
      FakePeerConnection.instances = [];
      const stage = await met("ben", await rehearsed(msg));
      await stage.hear("offer", offer);
      expect(stage.letters).toEqual(["answer ben", "candidate ben"]);
      expect(stage.errors).toEqual([]);
      stage.call.leave();
    }
  });
});

describe("the click", () => {
  it("sends the answer right behind the join, and says which offer it is for", async () => {
    const stage = await rehearsed();
    void clicked(stage);
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.socket.words).toEqual(["prepare", "join", "answer", "candidate"]);
    expect(JSON.parse((stage.socket.sent[3] as { msg: string }).msg)).toMatchObject({ type: "answer", offer: "first" });
    expect(stage.peer.addedCandidates).toEqual([relay]);
  });

  it("sends it in the very moment where the browser has made it before, with the candidates that it found", async () => {
    FakePeerConnection.knowProvisionalAnswers = true;
    const stage = await rehearsed();
    expect(stage.peer.signalingState).toBe("have-local-pranswer");
    const result = stage.call.join({ media: null });
    expect(stage.socket.words).toEqual(["prepare", "join", "answer"]);
    expect(JSON.parse((stage.socket.sent.at(-1) as { msg: string }).msg)).toMatchObject({
      type: "answer",
      sdp: "provisional with candidate:9 pooled",
      offer: "first",
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.peer.signalingState).toBe("stable");
    expect(stage.peer.addedCandidates).toEqual([relay]);
    expect(stage.letters).toEqual(["answer ben", "candidate ben"]); // one that was found later; the pooled one stands in the answer
    stage.call.leave();
    await expect(result).rejects.toMatchObject({ code: "aborted" });
  });

  it("is all that this side has to say: the offer, when it comes, needs no other answer", async () => {
    const stage = await met();
    await stage.hear("offer", offer);
    expect(stage.letters).toEqual(["answer ben", "candidate ben"]);
    expect(stage.states).toEqual(["joining", "connecting"]);
    stage.peer.become("connected");
    expect(stage.call.state).toBe("connected");
    expect(states()).toEqual(["connected"]);
    expect(stage.errors).toEqual([]);
  });

  it("may connect the two before the server has said that it let this side in", async () => {
    const stage = await rehearsed();
    void clicked(stage);
    await vi.advanceTimersByTimeAsync(0);
    stage.peer.receiveTrack("video");
    stage.peer.become("connected");
    expect(stage.states).toEqual(["joining"]);
    stage.socket.receive({ ...joined });
    stage.socket.receive({ cmd: "resp-join", remoteUid: "ben" });
    await stage.hear("offer", offer);
    expect(stage.states).toEqual(["joining", "connecting", "connected"]);
    expect(stage.told).toEqual(["join ben", "stream 1"]);
    expect(stage.call.phases).toMatchObject({ described: 0, connected: 0 });
  });

  it("into a room that has become full is what the join says", async () => {
    const stage = await rehearsed();
    const result = clicked(stage);
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive({ cmd: "error", code: "room-full", message: "No." });
    expect(await await result).toMatchObject({ code: "room-full" });
    expect(stage.errors).toEqual([]);
    stage.expectReleased();
  });
});

describe("what was rehearsed", () => {
  it("and is not parked any more is answered anew, by another connection", async () => {
    const stage = await met();
    await stage.hear("offer", { type: "offer", sdp: "a=ice-ufrag:second" });
    expect(stage.letters).toEqual(["answer ben", "candidate ben", "answer ben", "candidate ben"]);
    expect(states()).toEqual(["closed", "new"]);
    expect(stage.peer.remoteDescription?.sdp).toBe("a=ice-ufrag:second");
  });

  it("with one who has given way to another is let go of", async () => {
    const stage = await met("carol");
    await stage.hear("offer", { type: "offer", sdp: "a=ice-ufrag:hers" }, "carol");
    expect(stage.letters).toEqual(["answer ben", "candidate ben", "answer carol", "candidate carol"]);
    expect(states()).toEqual(["closed", "new"]);
  });

  it("with one who has left is let go of, and an offer is parked", async () => {
    const stage = await rehearsed();
    void clicked(stage);
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive({ ...joined });
    stage.socket.receive({ cmd: "error", code: "no-such-peer", message: "Nobody." });
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(states()).toEqual(["closed", "new"]);
    expect(stage.letters.slice(2)).toEqual(["offer", "candidate", "offer"]);
    expect(stage.errors).toEqual([]);
  });

  it("does not stand in the way of what is offered later", async () => {
    const stage = await met();
    await stage.hear("offer", offer);
    stage.peer.become("connected");
    await stage.hear("offer", offer); // with one section more, and the same fragment
    expect(stage.letters).toEqual(["answer ben", "candidate ben", "answer ben", "candidate ben"]);
  });
});

describe("whoever waits", () => {
  it("shows what those who prepare need, each time that the offer is parked whole", async () => {
    const stage = await new Stage().waiting();
    expect(stage.socket.words).toEqual(["join", "offer", "candidate", "offer", "offer-preview"]);
  });

  it("passes over the answer to another offer than theirs, and takes the one to theirs", async () => {
    const stage = await new Stage().met("offered");
    await stage.hear("answer", { type: "answer", sdp: "theirs", offer: "another" });
    expect(stage.peer.signalingState).toBe("have-local-offer");
    await stage.hear("answer", { type: "answer", sdp: "theirs" });
    expect(stage.peer.signalingState).toBe("stable");
    expect(stage.errors).toEqual([]);
  });
});
